# An unmount waits for what is not up yet, and the next mount shows everything as it was.
# shellcheck shell=bash source=lib.sh
mkdir "$L/tree" "$L/tree/empty" "$L/tree/d"
make_file "$L/tree/a" 700000
make_file "$L/tree/d/b" 3
ln -s d/b "$L/tree/link"
chmod 640 "$L/tree/a"
touch -d '2020-02-02 02:02:02' "$L/tree/a"
cp -a "$L/tree" "$T/"
before=$(cd "$T/tree" && find . -printf '%p %m %U %G %s %l\n' | sort)
remount
assert_equal "$before" "$(cd "$T/tree" && find . -printf '%p %m %U %G %s %l\n' | sort)" "the tree after a restart"
assert_same "$L/tree" "$T/tree"
assert_equal "$(stat -c %Y "$L/tree/a")" "$(stat -c %Y "$T/tree/a")" "time of a file"
assert_xattr "$T/tree/a" state COMPLETED
cloud_only "$T/tree/a"
cmp "$L/tree/a" "$T/tree/a"
