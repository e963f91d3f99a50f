#!/usr/bin/env bash
# storage-test.sh MOUNTPOINT [NAME...]
#
# Tries a mount as its user would: each file of scripts/storage-tests/ is one scenario, told with ls, cp,
# getfattr, cmp and the `stratus` command. Works in a directory of its own below MOUNTPOINT and removes it.
# Prints TAP; the exit code is 0 when nothing failed.
#
#   --list          names the scenarios
#   --keep          leaves the directory of a failed scenario
#
# `optimize-space` lets Stratus drop local copies of synced media anywhere below the mount; they come back
# when they are read. `restart` unmounts and mounts again.
#
# Environment:
#   STRATUS          the command (default: scripts/stratus beside this file)
#   STRATUS_REMOUNT  a command that mounts MOUNTPOINT again after an unmount (default: the command line of
#                    the daemon that serves it)
#   STRATUS_TEST_TIMEOUT  seconds that a scenario may take (default 300)
set -euo pipefail
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=lib.sh
. "$scripts/lib.sh"

scenarios() { (cd "$scripts/storage-tests" && ls ./*.sh) | sed 's:^\./::; s:\.sh$::' | grep -vx lib; }

keep=
mnt=
names=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0"; exit 0 ;;
    --list) scenarios; exit 0 ;;
    --keep) keep=yes ;;
    -*) die "does not know: $1" "see $0 --help" 2 ;;
    *) if [ -z "$mnt" ]; then mnt=$1; else names+=("$1"); fi ;;
  esac
  shift
done
[ -n "$mnt" ] || die "which mount point?" "see $0 --help" 2
command -v getfattr >/dev/null || die "getfattr is missing" "apt install attr"
mnt=$(realpath -s -- "$mnt")
is_mounted "$mnt" || die "$mnt is no mount point" "stratus mount BUCKET $mnt" 3
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(scenarios)

export MNT=$mnt STRATUS=${STRATUS:-$scripts/stratus} STORAGE_TESTS=$scripts/storage-tests
scratch=$(mktemp -d)
work=$mnt/storage-test-$$
trap 'rm -rf -- "$scratch"; [ -n "$keep" ] || rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM

run_one() {
  local name=$1 number=$2 log=$scratch/$1.log rc=0 reason
  export T=$work/$name L=$scratch/$name
  mkdir -p "$T" "$L"
  # shellcheck disable=SC2016 # the inner shell expands these
  timeout -k 10 "${STRATUS_TEST_TIMEOUT:-300}" \
    bash -c 'set -euo pipefail; . "$STORAGE_TESTS/lib.sh"; . "$STORAGE_TESTS/$0.sh"' "$name" \
    >"$log" 2>&1 </dev/null || rc=$?
  case $rc in
    0) echo "ok $number - $name" ;;
    77) reason=$(tail -n 1 "$log"); echo "ok $number - $name # SKIP $reason" ;;
    *)
      echo "not ok $number - $name"
      [ "$rc" != 124 ] || echo "# took longer than ${STRATUS_TEST_TIMEOUT:-300} s"
      tail -n 20 "$log" | sed 's/^/# /'
      failed=$((failed + 1))
      [ -z "$keep" ] || return 0
      ;;
  esac
  rm -rf -- "$T" "$L" || true
}

failed=0
number=0
echo "TAP version 13"
echo "1..${#names[@]}"
for name in "${names[@]}"; do
  number=$((number + 1))
  if [ ! -r "$scripts/storage-tests/$name.sh" ]; then
    echo "not ok $number - $name # no such scenario; storage-test.sh --list names them"
    failed=$((failed + 1))
    continue
  fi
  run_one "$name" "$number"
done
[ "$failed" = 0 ]
