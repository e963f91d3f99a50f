# stratus cache says what takes the room of the local copies.
# shellcheck shell=bash source=lib.sh
mkdir -p "$T/tree/deep"
make_file "$L/a" 300000
cp "$L/a" "$T/tree/deep/a"
in_cloud "$T"
cat "$T/tree/deep/a" >/dev/null

stratus cache "$T/tree" >"$L/said"
grep -q "^Local copies below .*tree: 1 file, " "$L/said" || fail "not one file: $(cat "$L/said")"
grep -q "#####  *deep$" "$L/said" || fail "no bar: $(cat "$L/said")"
stratus cache "$T/tree" --json | grep -q '"bytes" : 300000' || fail "no bytes in the JSON"
stratus clean-cache -r "$T/tree" || fail "clean-cache kept something"
stratus cache "$T/tree" | grep -q ": 0 files" || fail "something is counted that is not here"
