# What is written goes up by itself, and the state of the file tells so.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 300000
cp "$L/a" "$T/a"
case $(xattr "$T/a" state) in
  TO_BE_UPLOADED | UPLOADING | UPLOAD_SUCCESS) ;;
  *) fail "state after a write: $(xattr "$T/a" state)" ;;
esac
in_cloud "$T"
assert_xattr "$T/a" state UPLOAD_SUCCESS
assert_xattr "$T/a" filesyncstate 5
assert_xattr "$T/a" location 3
assert_xattr "$T/a" cached 300000
assert_xattr "$T/a" progress 100
assert_xattr "$T/a" error ""
[ -n "$(xattr "$T/a" etag)" ] || fail "no etag"
[ -n "$(xattr "$T/a" cloudid)" ] || fail "no cloud id"
cmp "$L/a" "$T/a"

# A tree at once.
mkdir "$T/d"
cp "$L/a" "$T/d/b"
in_cloud "$T"
stratus state -r "$T" >"$L/states"
grep -q '^UPLOAD_SUCCESS  both .*/d/b$' "$L/states" || fail "no state of d/b: $(cat "$L/states")"
assert_equal 2 "$(stratus state -r --json "$T" | grep -c '"state":"UPLOAD_SUCCESS"')" "states as JSON"
stratus sync status "$T/d" | grep -q 'to upload  0 files' || fail "something is said to wait"

# The state is readable by name, but not listed: a copy must not carry it along.
if getfattr --absolute-names -d -m - -- "$T/a" | grep user.cloud; then fail "user.cloud.* is listed"; fi
