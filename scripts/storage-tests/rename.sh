# Files and directories move with everything that they hold, whether their bytes are here or not.
# shellcheck shell=bash source=lib.sh
mkdir -p "$L/d/e" "$T/d"
make_file "$L/d/a" 5000
make_file "$L/d/e/b" 6000
cp -r "$L/d/." "$T/d"
cloud_only "$T/d/a"
id=$(xattr "$T/d/a" cloudid)
mv "$T/d" "$T/moved"
assert_fails test -e "$T/d"
assert_same "$L/d" "$T/moved"
assert_equal "$id" "$(xattr "$T/moved/a" cloudid)" "cloud id after a rename"
mv "$T/moved/a" "$T/moved/e/b"
in_cloud "$T"
cloud_only "$T/moved/e/b"
cmp "$L/d/a" "$T/moved/e/b"
assert_equal e "$(ls -A "$T/moved")" "names left"
