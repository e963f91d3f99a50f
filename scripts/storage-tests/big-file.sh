# A file of 300 MiB goes up in parts, and comes back the same.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 314572800
cp "$L/a" "$T/a"
cloud_only "$T/a"
cmp "$L/a" "$T/a"
assert_xattr "$T/a" cached 314572800
