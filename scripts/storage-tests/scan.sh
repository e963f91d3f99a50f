# An archive of many files that are only in the cloud holds what was written; two files bring no others.
# shellcheck shell=bash source=lib.sh
mkdir "$L/tree" "$L/tree/a" "$L/tree/b"
for i in $(seq 100 199); do
  make_file "$L/tree/a/$i" 4096
  make_file "$L/tree/b/$i" 700
done
cp -r "$L/tree" "$T/"
in_cloud "$T"
stratus clean-cache -r "$T/tree"
ls -lR "$T/tree" >/dev/null
assert_only_in_cloud "$T/tree/a/150"

cat "$T/tree/a/100" "$T/tree/a/101" >/dev/null
assert_only_in_cloud "$T/tree/a/103"

tar -C "$T" -cf "$L/tree.tar" tree
mkdir "$L/out"
tar -C "$L/out" -xf "$L/tree.tar"
assert_same "$L/tree" "$L/out/tree"
