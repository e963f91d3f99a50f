# A file that is only in the cloud is listed with its size, and its bytes come when they are read.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 1500000
cp "$L/a" "$T/a"
cloud_only "$T/a"
assert_equal 1500000 "$(stat -c %s "$T/a")" size
cmp "$L/a" "$T/a"
assert_xattr "$T/a" location 3
assert_xattr "$T/a" cached 1500000
assert_xattr "$T/a" state COMPLETED
