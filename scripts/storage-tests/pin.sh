# What is pinned comes by itself and stays; clean-cache frees the rest and says why.
# shellcheck shell=bash source=lib.sh
mkdir -p "$T/tree/pinned/below"
for i in 1 2 3; do make_file "$L/$i" 50000; done
cp "$L/1" "$T/tree/pinned/1"
cp "$L/2" "$T/tree/pinned/below/2"
cp "$L/3" "$T/tree/3"
in_cloud "$T"
stratus clean-cache -r "$T/tree"

is_here() { [ "$(xattr "$1" location)" = 3 ]; }
stratus pin "$T/tree/pinned" | grep -q "^Pinned; 2 files, .* come now" || fail "2 files were missing"
eventually 20 is_here "$T/tree/pinned/1"
eventually 20 is_here "$T/tree/pinned/below/2"
assert_xattr "$T/tree/pinned/below/2" pinned 1
assert_xattr "$T/tree/3" pinned 0

cat "$T/tree/3" >/dev/null
frees_all_but_two() {
  stratus clean-cache -r "$T/tree" >"$L/out" 2>"$L/err" || true
  [ "$(xattr "$T/tree/3" location)" = 2 ] && [ "$(grep -c ": COMPLETED, pinned$\|: UPLOAD_SUCCESS, pinned$" "$L/err")" = 2 ]
}
eventually 20 frees_all_but_two
assert_xattr "$T/tree/pinned/1" location 3

# What is put there is pinned, what is moved out is not.
mv "$T/tree/3" "$T/tree/pinned/3"
eventually 20 is_here "$T/tree/pinned/3"
mv "$T/tree/pinned/1" "$T/tree/1"
in_cloud "$T"
assert_xattr "$T/tree/1" pinned 0
eventually 20 stratus clean-cache "$T/tree/1"
assert_fails setfattr -n user.cloud.pinned -v 0 "$T/tree/pinned/3"

setfattr -n user.cloud.pinned -v 0 "$T/tree/pinned"
assert_xattr "$T/tree/pinned/3" pinned 0
eventually 20 stratus clean-cache -r "$T/tree"
assert_xattr "$T/tree/pinned/3" location 2
cmp "$L/3" "$T/tree/pinned/3"
