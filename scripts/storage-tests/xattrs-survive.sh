# A user's own extended attributes stay with the file: over a dropped copy, a rename and a restart.
# shellcheck shell=bash source=lib.sh
own() { getfattr --only-values --absolute-names -n "$2" -- "$1" 2>/dev/null || true; }

make_file "$T/a" 10000
setfattr -n user.colour -v 'dark blue' "$T/a"
setfattr -n user.greeting -v 'Grüße, 世界' "$T/a"
setfattr -n user.bytes -v 0x00ff0a0d "$T/a"
cloud_only "$T/a"
mv "$T/a" "$T/b"
in_cloud "$T"
remount
assert_equal 'dark blue' "$(own "$T/b" user.colour)" user.colour
assert_equal 'Grüße, 世界' "$(own "$T/b" user.greeting)" user.greeting
getfattr --absolute-names -e hex -n user.bytes "$T/b" | grep -q 0x00ff0a0d || fail "user.bytes changed"
setfattr -x user.colour "$T/b"
in_cloud "$T"
assert_equal '' "$(own "$T/b" user.colour)" "a removed attribute"
assert_equal 'user.bytes user.greeting' \
  "$(getfattr --absolute-names "$T/b" | grep -o 'user\.[a-z]*' | sort | tr '\n' ' ' | sed 's/ $//')" "names listed"
