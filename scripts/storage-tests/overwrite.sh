# New bytes replace old ones: as a whole, in place in a file that is not here, and at the end.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 200000
cp "$L/a" "$T/a"
in_cloud "$T/a"
etag=$(xattr "$T/a" etag)

make_file "$L/a" 100000
cp "$L/a" "$T/a"
in_cloud "$T/a"
[ "$etag" != "$(xattr "$T/a" etag)" ] || fail "new bytes under the old etag"

cloud_only "$T/a"
for file in "$L/a" "$T/a"; do
  printf 'in the middle' | dd of="$file" bs=1 seek=70000 conv=notrunc status=none
  printf 'at the end' >>"$file"
done
cmp "$L/a" "$T/a"
cloud_only "$T/a"
cmp "$L/a" "$T/a"

# A save as editors do it: a new file takes the name.
make_file "$L/a" 50000
cp "$L/a" "$T/a.tmp"
mv "$T/a.tmp" "$T/a"
assert_equal a "$(ls -A "$T")" "files left"
cloud_only "$T/a"
cmp "$L/a" "$T/a"
