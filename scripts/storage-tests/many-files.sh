# A thousand small files: all go up, all come back.
# shellcheck shell=bash source=lib.sh
mkdir "$L/many"
for d in $(seq 10); do
  mkdir "$L/many/d$d"
  for f in $(seq 100); do echo "file $f of $d" >"$L/many/d$d/Grüße $f.txt"; done
done
cp -r "$L/many" "$T/"
in_cloud "$T"
stratus clean-cache -r "$T/many" || fail "clean-cache kept something"
assert_equal 1000 "$(find "$T/many" -type f | wc -l)" files
assert_same "$L/many" "$T/many"
rm -r "$T/many"
in_cloud "$T"
assert_equal '' "$(ls -A "$T")" "names left"
