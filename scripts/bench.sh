#!/usr/bin/env bash
# bench.sh [NAME...]
#
# Measures what Stratus promises (README, "Figures"), beside the directory underneath in the same run, on a
# MinIO server of its own. Prints a table. Figures of different runs or machines do not compare.
#
# Names: write read create list stat states cold-read first-byte cold-random cold-tar readers fetched photos memory drain
# through saves rename compare tree-states recovery remote limit evict visits events million (default: all)
#
#   --dir DIR      works below DIR, on the disk to be measured (default: ${TMPDIR:-/tmp}; needs 20 GiB)
#   --mib N        size of the big file (default 1024)
#   --files N      number of small files (default 2000)
#   --out FILE     writes the table there too
#
# Exit code 0 when every figure was measured, reached or not. Needs root to drop the page cache for the cold
# figures; without it they are taken all the same, on a file that was never read through the mount.
set -euo pipefail
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
home=${scripts%/*}
# shellcheck source=lib.sh
. "$scripts/lib.sh"

place=${TMPDIR:-/tmp}
mib=1024
files=2000
out=
names=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0"; exit 0 ;;
    --dir) place=${2:?--dir needs a directory}; shift ;;
    --mib) mib=${2:?--mib needs a number}; shift ;;
    --files) files=${2:?--files needs a number}; shift ;;
    --out) out=${2:?--out needs a file}; shift ;;
    -*) die "does not know: $1" "see $0 --help" 2 ;;
    *) names+=("$1") ;;
  esac
  shift
done
[ ${#names[@]} -gt 0 ] || names=(
  write read create list stat states cold-read first-byte cold-random cold-tar readers fetched photos memory
  drain through saves rename compare tree-states recovery remote limit evict visits events million
)

need jdk maven fuse attr curl
find_java jdk
base=$(mktemp -d "$place/stratus-bench.XXXXXX")
mnt=$base/mnt
under=$base/under
state=$base/state
mkdir "$mnt" "$under" "$base/classes"

clean_up() {
  local code=$?
  trap - EXIT
  drop_mount "$mnt"
  drop_mount "$base/bare"
  [ -z "${bare_pid:-}" ] || end_process "$bare_pid"
  [ -z "${watcher:-}" ] || end_process "$watcher"
  [ -z "${daemon:-}" ] || end_process "$daemon"
  [ -z "${relay_pid:-}" ] || end_process "$relay_pid"
  "$scripts/minio.sh" stop --dir "$base/minio" 2>/dev/null || true
  rm -rf -- "$base"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

"$scripts/stratus" --version >&2
libraries=$(<"$home/target/app/current/classpath")
"$JAVA_FOUND/bin/javac" -d "$base/classes" -cp "$libraries" "$scripts"/bench/*.java
probe() { timeout 600 "$JAVA_FOUND/bin/java" -XX:+UseSerialGC -cp "$base/classes:$libraries" Probe "$@"; }

found=$("$scripts/minio.sh" start --binary --dir "$base/minio" --bucket bench)
eval "$found"

endpoint=$AWS_ENDPOINT_URL

start_mount() { mount_it; know_daemon; }

# What the next mount is told besides.
options=()

mount_it() {
  "$scripts/stratus" mount bench "$mnt" --endpoint "$endpoint" --state-dir "$state" "${options[@]}" >&2
}

know_daemon() {
  daemon=$("$scripts/stratus" status "$mnt" --json | grep -o '"pid" *: *[0-9]*' | grep -o '[0-9]*$' | head -n 1)
}

stop_mount() {
  "$scripts/stratus" unmount "$mnt" >&2
  waits 60 gone "$daemon" || die "the daemon $daemon did not end"
  daemon=
}

# Unmounts, forgets every local copy, and mounts: now everything is cold.
cold_start() {
  stop_mount
  rm -rf -- "$state"
  forget_pages
  start_mount
}

# The same, but the former local copies stay until the end: where many files were just deleted, ext4 takes long
# to make new ones.
cold_start_elsewhere() {
  stop_mount
  state=$(mktemp -d "$base/state.XXXXXX")
  forget_pages
  start_mount
}

# From the next mount on, each byte to and from MinIO comes so many milliseconds late.
begin_lag() {
  local server=${AWS_ENDPOINT_URL#http://}
  mkfifo "$base/relay"
  "$JAVA_FOUND/bin/java" -XX:+UseSerialGC -cp "$base/classes" Relay "${server%:*}" "${server##*:}" "$1" \
    >"$base/relay" 2>"$base/relay.log" &
  relay_pid=$!
  read -r port <"$base/relay"
  endpoint=http://127.0.0.1:$port
}

end_lag() {
  stop_mount
  end_process "$relay_pid"
  relay_pid=
  rm "$base/relay"
  endpoint=$AWS_ENDPOINT_URL
  state=$(mktemp -d "$base/state.XXXXXX")
}

forget_pages() {
  sync
  if [ -w /proc/sys/vm/drop_caches ]; then echo 3 >/proc/sys/vm/drop_caches; fi
}

# Rows of the table: figure, goal, measured, underneath.
rows=()
row() {
  rows+=("$(printf '| %s | %s | %s | %s |' "$@")")
  say "$1: $3 (goal $2; underneath $4)"
}

seconds_of() {
  local start
  start=$(date +%s%N)
  "$@" >/dev/null
  echo "$(date +%s%N) $start" | awk '{printf "%.3f", ($1 - $2) / 1e9}'
}

# ---- The figures ---------------------------------------------------------------------------

# Until all below a path is in the cloud.
settle() { "$scripts/stratus" wait "$1" --timeout 10m >/dev/null; }

big_file() { [ -e "$mnt/big" ] || probe write "$mnt/big" "$mib" >/dev/null; }
small_files() { [ -e "$mnt/small" ] || probe create "$mnt/small" "$files" >/dev/null; }
small_files_under() { [ -e "$under/small" ] || probe create "$under/small" "$files" >/dev/null; }

bench_write() {
  rm -f "$mnt/big" "$under/big"
  row "sequential write of $mib MiB in 1 MiB blocks, MB/s" "≥ 500" \
    "$(probe write "$mnt/big" "$mib")" "$(probe write "$under/big" "$mib")"
}

bench_read() {
  big_file
  [ -e "$under/big" ] || probe write "$under/big" "$mib" >/dev/null
  row "page-cached sequential read, MB/s" "≥ 1200" "$(best_read "$mnt/big")" "$(best_read "$under/big")"
}

best_read() {
  probe read "$1" >/dev/null
  for _ in 1 2 3; do probe read "$1"; done | sort -n | tail -n 1
}

bench_create() {
  rm -rf "$mnt/small" "$under/small"
  # Else the big file of another figure goes up meanwhile.
  settle "$mnt"
  row "create of $files files of 4 KiB, files/s" "≥ 2000" \
    "$(probe create "$mnt/small" "$files")" "$(probe create "$under/small" "$files")"
}

bench_list() {
  small_files
  small_files_under
  row "ls -lR of $files files, s" "≤ 0.3" \
    "$(seconds_of ls -lR "$mnt/small")" "$(seconds_of ls -lR "$under/small")"
}

# The goal is a share of what a bare loop reaches that answers from memory: that loop is measured too, on
# as many files, as deep below its root. Once as mounted, where the kernel trusts an answer for 0.1 s, and once where
# it asks for each step of each path: a hard link among the files makes Stratus tell it so.
bench_stat() {
  local dir
  for dir in "$mnt/flat" "$under/flat"; do
    [ -e "$dir" ] || probe flat "$dir" 1000 >/dev/null
  done
  settle "$mnt/flat"
  stat_row "stat calls of 16 parallel clients, /s"
  ln "$mnt/flat/d0/f0" "$mnt/flat/d0/linked"
  stat_row "the same, each asked of the mount, /s" attr_timeout=0
  # The next figures are of a mount that has no hard link.
  rm "$mnt/flat/d0/linked"
  settle "$mnt/flat"
  stop_mount
  start_mount
}

# The states of files, as programs ask for them: many with one question over the control socket, and one by its
# attribute, which a bare loop answers with a constant. Both take turns, since a machine is faster at one moment than at
# another.
bench_states() {
  local socket turn bare goal="≤ 1.3 × the bare loop" heres=() bares=()
  [ -e "$mnt/flat" ] || probe flat "$mnt/flat" 1000 >/dev/null
  settle "$mnt/flat"
  socket=$(getfattr --only-values -n user.cloud.control "$mnt" 2>/dev/null)
  row "states of 100 files over the socket, ms" "≤ 3" "$(probe states "$mnt/flat/d0" "$socket")" -
  if start_bare_loop; then
    for turn in 1 2 3 4 5; do
      heres+=("$(probe attribute "$mnt/flat/d0" user.cloud.state)")
      bares+=("$(probe attribute "$base/bare/flat/d0" user.cloud.state)")
      say "turn $turn: ${heres[-1]} µs, the bare loop ${bares[-1]}"
    done
    bare=$(middle "${bares[@]}")
    goal="≤ $(awk -v b="$bare" 'BEGIN {printf "%.1f", 1.3 * b}') (1.3 × bare loop $bare)"
    drop_mount "$base/bare"
    end_process "$bare_pid"
    bare_pid=
  else
    heres=("$(probe attribute "$mnt/flat/d0" user.cloud.state)")
  fi
  row "the state of a file by getxattr, µs, the middle of ${#heres[@]}" "$goal" "$(middle "${heres[@]}")" -
}

# middle NUMBER...
middle() {
  printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"
}

# stat_row FIGURE [OPTION]   an option is libfuse's, for the bare loop
stat_row() {
  local figure=$1 here bare=not-measured goal="≥ 0.8 of the bare loop"
  shift
  here=$(probe stat "$mnt/flat/d0" 16 5)
  if start_bare_loop "$@"; then
    bare=$(probe stat "$base/bare/flat/d0" 16 5)
    goal="≥ $(awk -v b="$bare" 'BEGIN {printf "%.0f", 0.8 * b}') (0.8 × bare loop $bare)"
    drop_mount "$base/bare"
    end_process "$bare_pid"
    bare_pid=
  fi
  row "$figure" "$goal" "$here" "$(probe stat "$under/flat/d0" 16 5)"
}

# A mount of the same engine over a file system that keeps 1,000 files in memory: among the engine's tests. In a session
# of its own, as the daemon is: the kernel shares the processors out among sessions (sched_autogroup), and a server that
# is in the session of its clients sleeps and wakes far less often, which alone makes a third.
start_bare_loop() {
  local classes=$home/fuse-mount/target/test-classes native=()
  (cd "$home" && mvn -q -B -P '!checks' -Dspotless.check.skip test-compile) >"$base/bare.log" 2>&1 || return 1
  [ -e "$classes/dev/stratus/mount/engine/jnr/BareLoop.class" ] || return 1
  [ "$JAVA_MAJOR" -lt 22 ] || native=(--enable-native-access=ALL-UNNAMED)
  mkdir -p "$base/bare"
  setsid "$JAVA_FOUND/bin/java" "${native[@]}" -cp "$classes:$(<"$home/target/app/current/classpath")" \
    dev.stratus.mount.engine.jnr.BareLoop "$base/bare" "$@" >>"$base/bare.log" 2>&1 &
  bare_pid=$!
  waits 20 is_mounted "$base/bare"
}

# shellcheck source=bench/download.sh
. "$scripts/bench/download.sh"
# shellcheck source=bench/upload.sh
. "$scripts/bench/upload.sh"
# shellcheck source=bench/states.sh
. "$scripts/bench/states.sh"
# shellcheck source=bench/space.sh
. "$scripts/bench/space.sh"
# shellcheck source=bench/visits.sh
. "$scripts/bench/visits.sh"

bench_events() {
  local lost latest
  read -r lost latest < <(timeout 600 "$JAVA_FOUND/bin/java" -XX:+UseSerialGC \
    -cp "$base/classes:$(<"$home/target/app/current/classpath")" Listeners "$mnt" 1000 10000 2>/dev/null)
  row "10000 new files told to 1000 listeners of a program: lost, the latest after s" "0, ≤ 1" "$lost, $latest" ""
}

bench_million() {
  local tool=dev.stratus.sync.index.ManyInodes started took rss
  stop_mount
  (cd "$home" && mvn -q -B -P '!checks' -Dspotless.check.skip test-compile) >"$base/million.log" 2>&1
  if [ ! -e "$home/sync-core/target/test-classes/${tool//.//}.class" ]; then
    row "an index of 1,000,000 files mounts, s" "≤ 2" "not measured: no generator" -
    start_mount
    return 0
  fi
  "$JAVA_FOUND/bin/java" -cp "$home/sync-core/target/test-classes:$(<"$home/target/app/current/classpath")" \
    "$tool" "$state" 1000000 >>"$base/million.log" 2>&1
  started=$(date +%s%N)
  mount_it
  ls "$mnt" >/dev/null
  took=$(echo "$(date +%s%N) $started" | awk '{printf "%.2f", ($1 - $2) / 1e9}')
  know_daemon
  find "$mnt" -maxdepth 2 >/dev/null
  rss=$(awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$daemon/status")
  row "an index of 1,000,000 files mounts, s" "≤ 2" "$took" -
  row "resident memory with it, MiB" "≤ 512" "$rss" -
}

start_mount
for name in "${names[@]}"; do
  declare -F "bench_$name" >/dev/null || die "no such figure: $name" "see $0 --help" 2
  "bench_$name"
done
stop_mount

table() {
  echo "| figure | goal | measured | the directory underneath |"
  echo "| --- | --- | --- | --- |"
  printf '%s\n' "${rows[@]}"
}
if [ -n "$out" ]; then table | tee "$out"; else table; fi
