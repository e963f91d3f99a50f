# What is deleted is gone, and stays gone after the next mount.
# shellcheck shell=bash source=lib.sh
mkdir "$T/d"
make_file "$T/d/a" 1000
make_file "$T/d/b" 1000
make_file "$T/kept" 1000
in_cloud "$T"
rm "$T/d/a"
assert_fails test -e "$T/d/a"
rm -r "$T/d"
in_cloud "$T"
assert_equal kept "$(ls -A "$T")" "names left"

# A file that is still open keeps its bytes after its name is gone.
make_file "$L/open" 100000
cp "$L/open" "$T/open"
exec 3<"$T/open"
rm "$T/open"
cmp "$L/open" - <&3
exec 3<&-

remount
assert_equal kept "$(ls -A "$T")" "names after the next mount"
