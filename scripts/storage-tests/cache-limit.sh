# Twice as much as the cache may hold is written and read, equal and within the limit; one file stays open.
# shellcheck shell=bash source=lib.sh
limit=$(stratus status "$MNT" --json | sed -n 's/.*"limit" *: *\([0-9]*\).*/\1/p' | head -n 1)
if [ -z "$limit" ]; then skip "the mount has no --cache-size"; fi
if [ "$limit" -gt $((256 << 20)) ]; then skip "a --cache-size of up to 256M is tried"; fi

here() { stratus status "$MNT" --json | grep -A 8 '"cache"' | sed -n 's/.*"bytes" *: *\([0-9]*\).*/\1/p' | head -n 1; }
piece=$((limit / 4))
for number in 1 2 3 4 5 6 7 8; do
  make_file "$L/part$number" "$piece"
  cp "$L/part$number" "$T/part$number"
  [ "$(here)" -le "$limit" ] || fail "more than $limit bytes are here while files are written"
done
in_cloud "$T"
exec 3<"$T/part1"
for number in 1 2 3 4 5 6 7 8; do
  cmp "$L/part$number" "$T/part$number"
  [ "$(here)" -le "$limit" ] || fail "more than $limit bytes are here while files are read"
done
cmp "$L/part1" - <&3
exec 3<&-
