# Reading a piece brings that piece, not the file.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 67108864
cp "$L/a" "$T/a"
cloud_only "$T/a"
dd if="$L/a" bs=4096 skip=8000 count=3 of="$L/piece" status=none
dd if="$T/a" bs=4096 skip=8000 count=3 of="$L/got" status=none
cmp "$L/piece" "$L/got"
cached=$(xattr "$T/a" cached)
[ "$cached" -gt 0 ] || fail "nothing is here after a read"
[ "$cached" -lt 33554432 ] || fail "12 KiB were read, and $cached bytes came"
[ "$(blocks "$T/a")" -lt 65536 ] || fail "blocks of a file that is here in part: $(blocks "$T/a")"
assert_xattr "$T/a" location 2
cmp "$L/a" "$T/a"
