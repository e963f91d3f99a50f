# stratus download brings a tree here, and only what is missing.
# shellcheck shell=bash source=lib.sh
mkdir -p "$T/tree/below"
for i in 1 2 3 4 5 6 7 8; do make_file "$L/$i" 5000; cp "$L/$i" "$T/tree/below/$i"; done
make_file "$L/large" 3000000
cp "$L/large" "$T/tree/large"
in_cloud "$T"
stratus clean-cache -r "$T/tree"
assert_xattr "$T/tree/large" location 2

head -c 10 "$T/tree/below/1" >/dev/null
stratus download --wait "$T/tree" | grep -q "^Downloaded 8 of 8 files" || fail "8 files were missing"
assert_xattr "$T/tree/large" location 3
for i in 1 2 3 4 5 6 7 8; do
  assert_xattr "$T/tree/below/$i" location 3
  cmp "$L/$i" "$T/tree/below/$i"
done
cmp "$L/large" "$T/tree/large"
assert_equal "All is here." "$(stratus download --wait "$T/tree")"
assert_equal "There was no download." "$(stratus download --stop "$T/tree")"

stratus clean-cache -r "$T/tree"
stratus download "$T/tree/large"
is_here() { [ "$(xattr "$1" location)" = 3 ]; }
eventually 20 is_here "$T/tree/large"
assert_xattr "$T/tree/below/1" location 2
