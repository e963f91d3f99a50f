# optimize-space drops synced media, and nothing else.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 500000
cp "$L/a" "$T/picture.jpg"
cp "$L/a" "$T/film.mp4"
cp "$L/a" "$T/text.txt"
in_cloud "$T"

stratus optimize-space --days 0 --dry-run "$MNT"
assert_xattr "$T/picture.jpg" cached 500000
# How much goes without any option depends on how full the disk is.
stratus optimize-space --days 30 "$MNT"
assert_xattr "$T/picture.jpg" cached 500000

all_media_dropped() {
  [ "$(xattr "$T/picture.jpg" cached)" = 0 ] && [ "$(xattr "$T/film.mp4" cached)" = 0 ]
}
stratus optimize-space --days 0 "$MNT"
eventually 30 all_media_dropped
assert_only_in_cloud "$T/picture.jpg"
assert_xattr "$T/text.txt" cached 500000
cmp "$L/a" "$T/picture.jpg"
cmp "$L/a" "$T/film.mp4"

# What stays is told, with its reason; other files go where that is wished.
stratus optimize-space --days 0 --explain "$MNT" >"$L/said"
grep -q "neither image nor video" "$L/said" || fail "what stays is not explained: $(cat "$L/said")"
text_dropped() {
  stratus optimize-space --days 0 --all-types "$MNT" >/dev/null
  [ "$(xattr "$T/text.txt" cached)" = 0 ]
}
eventually 30 text_dropped
assert_fails stratus optimize-space --days -1 "$MNT"
cmp "$L/a" "$T/text.txt"
