#!/usr/bin/env bash
# test.sh [--fast | --format] [--yes]
#
# Runs everything, without asking: the format, Error Prone and NullAway, the unit tests, the contract of the
# cloud stores (a real MinIO server included), the mount tests, then the scripted storage tests on a mount of the
# embedded cloud and on one of MinIO, and the tour. As root it installs what is missing. It leaves no mount, process
# or file behind. The last line counts: N passed, N failed, N skipped. Exit code 0 when nothing failed.
#
#   --fast     only the checks and the Java tests that need neither a mount nor a MinIO server
#   --format   applies the formatter, and tests nothing
#   --yes      does not ask before using sudo
#
# JAVA_HOME chooses the JDK (17 or later; the compiler's extra checks run on 17).
set -euo pipefail
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
home=${scripts%/*}
# shellcheck source=lib.sh
. "$scripts/lib.sh"

fast=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0"; exit 0 ;;
    --fast) fast=yes ;;
    --format) cd "$home" && exec mvn -q -B spotless:apply ;;
    --yes) export ASSUME_YES=yes ;;
    *) die "does not know: $1" "see $0 --help" 2 ;;
  esac
  shift
done

minio=()
passed=0
failed=0
skipped=0

# ---- What is left when this ends: nothing ----------------------------------------------------

tmp=$(mktemp -d "${TMPDIR:-/tmp}/stratus-test.XXXXXX")
export TMPDIR=$tmp XDG_STATE_HOME=$tmp/xdg/state XDG_DATA_HOME=$tmp/xdg/data STRATUS_RUNTIME_DIR=$tmp/run
dockerd_pid=

clean_up() {
  local code=$?
  trap - EXIT
  end_all_below "$tmp"
  stop_dockerd
  rm -rf -- "$tmp" || true
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# A test that leaves something behind has failed, although this script tidies up.
check_nothing_left() {
  local left
  left="$(mounts_below "$tmp") $(processes_naming "$tmp")"
  if [ -n "${left// /}" ]; then
    say "left behind by the tests (mounts, processes): $left"
    failed=$((failed + 1))
  fi
}

# ---- The parts -----------------------------------------------------------------------------

section() { printf '\n==== %s (%s)\n' "$*" "$(date +%T)"; }

install_needs() {
  need jdk maven curl git
  [ -z "$fast" ] || return 0
  need fuse attr rsync sqlite3
  # Disks for the power cut: left out, and said so, where there are none.
  command -v mkfs.xfs >/dev/null || (need xfsprogs) || true
  [ -e /dev/fuse ] || die "there is no /dev/fuse" "modprobe fuse; in a container: --device /dev/fuse --cap-add SYS_ADMIN"
}

# The real MinIO server: a container where Docker's engine works, else a plain process. The storage tests use
# the plain process in any case.
prepare_minio() {
  local image
  STRATUS_MINIO_BINARY=$("$scripts/minio-binary.sh")
  export STRATUS_MINIO_BINARY TESTCONTAINERS_RYUK_DISABLED=true
  if docker_works || { [ "$(id -u)" = 0 ] && start_dockerd; }; then
    # To find the engine's address by itself Testcontainers pulls an image, for which there may be no network.
    [ -n "${DOCKER_HOST:-}" ] || export TESTCONTAINERS_HOST_OVERRIDE=${TESTCONTAINERS_HOST_OVERRIDE:-127.0.0.1}
    image=${STRATUS_MINIO_IMAGE:-$("$scripts/minio-image.sh")}
    say "MinIO for the contract: a container of $image"
    minio=("-Dstratus.minio.image=$image")
  else
    say "MinIO for the contract: a plain process, because Docker's engine does not work here"
    minio=("-Dstratus.minio.binary=$STRATUS_MINIO_BINARY")
  fi
}

docker_works() { command -v docker >/dev/null && timeout 20 docker info >/dev/null 2>&1; }

start_dockerd() {
  need dockerd || return 1
  dockerd --pidfile "$tmp/dockerd.pid" >"$tmp/dockerd.log" 2>&1 </dev/null &
  dockerd_pid=$!
  waits 30 docker_or_dead && docker_works && return 0
  tail -n 3 "$tmp/dockerd.log" >&2
  stop_dockerd
  return 1
}

stop_dockerd() {
  [ -z "$dockerd_pid" ] || end_process "$dockerd_pid"
  dockerd_pid=
}

docker_or_dead() { docker_works || gone "$dockerd_pid"; }

java_tests() {
  local heeding=() arguments=(-Dmaven.test.failure.ignore=true -Dsurefire.rerunFailingTestsCount=1 "${minio[@]}") jvm="-Dfile.encoding=UTF-8 -Djava.io.tmpdir=$tmp" code=0
  find_java jdk || die "no JDK of version 17 or later was found" "apt install openjdk-17-jdk-headless"
  [ "$JAVA_MAJOR" -lt 22 ] || jvm="$jvm --enable-native-access=ALL-UNNAMED"
  [ -z "$fast" ] || arguments+=("-DexcludedGroups=mount,minio")
  # What the launcher compiled went through no checks: compile it all again.
  rm -rf "$home"/*/target/classes "$home"/*/target/test-classes "$home"/*/target/maven-status \
    "$home"/*/target/surefire-reports
  # A shell that starts this in the background has it ignore Ctrl-C, and so would every mount under test.
  ! env --default-signal=INT true 2>/dev/null || heeding=(env --default-signal=INT)
  (cd "$home" && JAVA_HOME=$JAVA_FOUND "${heeding[@]}" mvn -B -ntp -Dstyle.color=never verify "-Dtest.jvm.args=$jvm" "${arguments[@]}") || code=$?
  count_reports
  [ "$code" = 0 ] || { say "the build failed"; failed=$((failed + 1)); }
}

# Sums what Surefire's reports say.
count_reports() {
  local tests errors skips failures
  read -r tests errors skips failures < <(
    find "$home" -path '*/surefire-reports/TEST-*.xml' -exec grep -ho '<testsuite [^>]*' {} + |
      awk '{for (i = 1; i <= NF; i++) if (split($i, a, "=") == 2) {gsub(/[">]/, "", a[2]); sum[a[1]] += a[2]}}
        END {print sum["tests"] + 0, sum["errors"] + 0, sum["skipped"] + 0, sum["failures"] + 0}'
  )
  passed=$((passed + tests - errors - skips - failures))
  failed=$((failed + errors + failures))
  skipped=$((skipped + skips))
  say "Java: $tests tests, $((errors + failures)) failed, $skips skipped"
  name_flakes
}

# A test that failed and passed when it ran again has met a stalling machine, or a race: it is named, to be looked at.
name_flakes() {
  local flake
  { find "$home" -path '*/surefire-reports/TEST-*.xml' -exec grep -hE -B 1 '<flaky(Failure|Error)' {} + || true; } |
    sed -n 's/.*<testcase name="\([^"]*\)" classname="\([^"]*\)".*/\2.\1/p' |
    while read -r flake; do say "passed only when it ran again: $flake"; done
}

# The contract on the real server must have run: a suite that silently leaves it out is a failure.
check_real_minio() {
  local report
  report=$(find "$home" -path '*/surefire-reports/TEST-*Minio*Contract*.xml' -print -quit)
  if [ -z "$report" ] || ! grep -q '<testsuite [^>]*tests="[1-9]' "$report"; then
    say "the contract did not run on the real MinIO server"
    failed=$((failed + 1))
  fi
}

# count_tap COMMAND...: runs it, shows its TAP, and counts it.
count_tap() {
  local out=$tmp/tap code=0
  "$@" | tee "$out" || code=$?
  passed=$((passed + $(grep '^ok' "$out" | grep -vc '# SKIP' || true)))
  skipped=$((skipped + $(grep '^ok' "$out" | grep -c '# SKIP' || true)))
  failed=$((failed + $(grep -c '^not ok' "$out" || true)))
  if [ "$code" != 0 ] && ! grep -q '^not ok' "$out"; then failed=$((failed + 1)); fi
}

# storage_tests WHERE ARGUMENTS...: mounts, runs every scenario, unmounts.
storage_tests() {
  local where=$1 mnt=$tmp/$1/mnt
  shift
  mkdir -p "$mnt"
  if ! "$scripts/stratus" mount storage-tests "$mnt" --state-dir "$tmp/$where/state" "$@"; then
    say "could not mount for the storage tests on $where"
    failed=$((failed + 1))
    return 0
  fi
  count_tap "$scripts/storage-test.sh" "$mnt"
  "$scripts/stratus" unmount "$mnt" || { say "unmount failed on $where"; failed=$((failed + 1)); }
}

minio_storage_tests() {
  local found
  found=$("$scripts/minio.sh" start --binary --dir "$tmp/minio" --bucket storage-tests)
  (
    eval "$found"
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    storage_tests minio --endpoint "$AWS_ENDPOINT_URL"
    echo "$passed $failed $skipped" >"$tmp/counts"
  )
  read -r passed failed skipped <"$tmp/counts"
  "$scripts/minio.sh" stop --dir "$tmp/minio"
}

tour() {
  if "$scripts/run.sh" --tour "$tmp/tour-mnt" >"$tmp/tour.log" 2>&1 </dev/null; then
    echo "ok - the tour"
  else
    tail -n 30 "$tmp/tour.log" | sed 's/^/# /'
    echo "not ok - the tour"
  fi
}

shell_check() {
  command -v shellcheck >/dev/null || return 0
  if (cd "$scripts" && shellcheck -x -P SCRIPTDIR ./*.sh stratus storage-tests/*.sh); then
    echo "ok - shellcheck"
  else
    echo "not ok - shellcheck"
  fi
}

# ---- The run -------------------------------------------------------------------------------

section "What is needed"
install_needs
[ -n "$fast" ] || prepare_minio

section "Checks and Java tests"
java_tests
if [ -z "$fast" ]; then check_real_minio; fi
stop_dockerd
count_tap shell_check

if [ -z "$fast" ]; then
  section "Storage tests on the embedded cloud"
  storage_tests embedded --embedded --embedded-dir "$tmp/embedded/cloud"
  section "Storage tests on MinIO"
  minio_storage_tests
  section "Two mounts of one bucket on MinIO"
  count_tap "$scripts/two-mounts-test.sh"
  section "The tour"
  count_tap tour
fi
check_nothing_left

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
