# clean-cache drops what the cloud has, and keeps, by name and with the reason, what it has not.
# shellcheck shell=bash source=lib.sh
mkdir "$T/d"
make_file "$L/a" 400000
cp "$L/a" "$T/d/a"
cp "$L/a" "$T/d/b"
in_cloud "$T"
# The second reader is served from the kernel's pages.
cmp "$L/a" "$T/d/a"
cmp "$L/a" "$T/d/a"
stratus clean-cache -r --dry-run "$T/d"
assert_xattr "$T/d/a" cached 400000

stratus clean-cache -r "$T/d" || fail "clean-cache -r kept something"
assert_only_in_cloud "$T/d/a"
assert_only_in_cloud "$T/d/b"
[ "$(du -s --block-size=1 "$T/d" | cut -f1)" -lt 100000 ] || fail "du still counts the dropped bytes"
# The kernel has forgotten its pages too: the bytes come from the cloud, and are here again.
cmp "$L/a" "$T/d/a"
assert_xattr "$T/d/a" cached 400000

# An open file is kept, and said so.
exec 3<"$T/d/a"
assert_fails stratus clean-cache "$T/d/a" >"$L/said" 2>&1
grep -q "d/a" "$L/said" || fail "the kept file is not named: $(cat "$L/said")"
exec 3<&-
cmp "$L/a" "$T/d/a"

# The attribute does the same, and stat sees it at once.
[ "$(blocks "$T/d/a")" -gt 1 ] || fail "d/a has no blocks here"
eventually 10 setfattr -n user.cloud.location -v 2 "$T/d/a"
assert_equal 1 "$(blocks "$T/d/a")" "blocks right after the attribute was set"
assert_only_in_cloud "$T/d/a"
cmp "$L/a" "$T/d/a"
