# What a scenario has at hand. The caller sets T (an own directory on the mount), L (one on the local disk),
# MNT (the mount point) and STRATUS (the command). A scenario fails with the first command that fails.
# shellcheck shell=bash
: "${T:?}" "${L:?}" "${MNT:?}" "${STRATUS:?}"

fail() {
  echo "failed: $*"
  exit 1
}

# skip REASON: this scenario cannot be told here.
skip() {
  echo "$*"
  exit 77
}

stratus() { "$STRATUS" "$@"; }

# xattr FILE NAME: the value of user.cloud.NAME; nothing when it has none.
xattr() { getfattr --only-values --absolute-names -n "user.cloud.$2" -- "$1" 2>/dev/null || true; }

# The bytes of a file that are on this disk, in blocks of 512.
blocks() { stat -c %b -- "$1"; }

assert_equal() { [ "$1" = "$2" ] || fail "${3:-value}: expected '$1', was '$2'"; }

assert_xattr() { assert_equal "$3" "$(xattr "$1" "$2")" "user.cloud.$2 of $1"; }

# assert_fails COMMAND...: the command must not succeed.
assert_fails() {
  if "$@"; then fail "should have failed: $*"; fi
}

# assert_same A B: two files or two trees hold the same.
assert_same() { diff -r --no-dereference -- "$1" "$2" || fail "$1 and $2 differ"; }

# eventually SECONDS COMMAND...: the command succeeds before the time is over.
eventually() {
  local end=$((SECONDS + $1)) seconds=$1
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "not within $seconds s: $*"
    sleep 0.1
  done
}

# make_file PATH BYTES: a new file of random bytes.
make_file() { head -c "$2" /dev/urandom >"$1"; }

# in_cloud PATH...: waits until everything below is in the cloud.
in_cloud() { stratus wait "$@" --timeout 2m || fail "not in the cloud: $*"; }

# cloud_only FILE: drops the local copy, and checks that none of it is left here.
cloud_only() {
  in_cloud "$1"
  stratus clean-cache "$1" || fail "clean-cache kept $1"
  assert_only_in_cloud "$1"
}

assert_only_in_cloud() {
  assert_xattr "$1" location 2
  assert_xattr "$1" cached 0
  assert_equal 1 "$(blocks "$1")" "blocks of $1, which is only in the cloud"
}

# remount [COMMAND...]: unmounts, runs the command meanwhile, and mounts again just as before.
remount() {
  remember_mount
  cd /
  stratus unmount "$MNT" || fail "unmount"
  "${@:-true}" || fail "between unmount and mount: $*"
  if [ -n "${STRATUS_REMOUNT:-}" ]; then
    bash -c "$STRATUS_REMOUNT" || fail "STRATUS_REMOUNT: $STRATUS_REMOUNT"
  else
    # A daemon of its own session, so that it outlives the scenario and its time limit.
    setsid -f env -i "${environment[@]}" "${command_line[@]}" >"$L/mount.log" 2>&1 </dev/null
    eventually 60 mount_answers
  fi
}

mount_answers() { grep -qF " $MNT " /proc/self/mountinfo && ls "$MNT" >/dev/null; }

# The daemon's own command line and environment are what mounts it again. They are the user's own, and
# go nowhere but into the next daemon.
remember_mount() {
  [ -z "${STRATUS_REMOUNT:-}" ] || return 0
  local pid
  pid=$(daemon_pid)
  if [ -z "$pid" ] || [ ! -r "/proc/$pid/environ" ]; then
    skip "the daemon's command line cannot be read; set STRATUS_REMOUNT"
  fi
  mapfile -d '' -t command_line <"/proc/$pid/cmdline"
  mapfile -d '' -t environment <"/proc/$pid/environ"
}

daemon_pid() { stratus status "$MNT" --json | grep -o '"pid" *: *[0-9]*' | grep -o '[0-9]*$' | head -n 1; }
