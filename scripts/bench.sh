#!/usr/bin/env bash
# bench.sh [NAME...]
#
# Measures what Stratus promises (README, "Figures"), beside the directory underneath in the same run, on a
# MinIO server of its own. Prints a table. Figures of different runs or machines do not compare.
#
# Names: write read create list stat cold-read first-byte cold-tar readers drain saves rename compare million
# (default: all)
#
#   --dir DIR      works below DIR, on the disk to be measured (default: ${TMPDIR:-/tmp}; needs 5 GiB)
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
[ ${#names[@]} -gt 0 ] || names=(write read create list stat cold-read first-byte cold-tar readers drain saves rename compare million)

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
  [ -z "${daemon:-}" ] || end_process "$daemon"
  [ -z "${relay_pid:-}" ] || end_process "$relay_pid"
  "$scripts/minio.sh" stop --dir "$base/minio" 2>/dev/null || true
  rm -rf -- "$base"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

"$JAVA_FOUND/bin/javac" -d "$base/classes" "$scripts/bench/Probe.java" "$scripts/bench/Relay.java"
probe() { timeout 600 "$JAVA_FOUND/bin/java" -XX:+UseSerialGC -cp "$base/classes" Probe "$@"; }

found=$("$scripts/minio.sh" start --binary --dir "$base/minio" --bucket bench)
eval "$found"

endpoint=$AWS_ENDPOINT_URL

start_mount() { mount_it; know_daemon; }

mount_it() { "$scripts/stratus" mount bench "$mnt" --endpoint "$endpoint" --state-dir "$state" >&2; }

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

# A mount of the same engine over a file system that keeps 1,000 files in memory: among the engine's tests.
start_bare_loop() {
  local classes=$home/fuse-mount/target/test-classes native=()
  (cd "$home" && mvn -q -B -P '!checks' -Dspotless.check.skip test-compile) >"$base/bare.log" 2>&1 || return 1
  [ -e "$classes/dev/stratus/mount/engine/jnr/BareLoop.class" ] || return 1
  [ "$JAVA_MAJOR" -lt 22 ] || native=(--enable-native-access=ALL-UNNAMED)
  mkdir -p "$base/bare"
  "$JAVA_FOUND/bin/java" "${native[@]}" -cp "$classes:$(<"$home/target/app/current/classpath")" \
    dev.stratus.mount.engine.jnr.BareLoop "$base/bare" "$@" >>"$base/bare.log" 2>&1 &
  bare_pid=$!
  waits 20 is_mounted "$base/bare"
}

bench_cold-read() {
  big_file
  cold_start
  row "cold sequential read of $mib MiB from MinIO, MB/s" "≥ 400" "$(probe read "$mnt/big")" \
    "$(forget_pages; probe read "$base/minio/data/bench/big/"*/part.1 2>/dev/null || echo -)"
}

bench_first-byte() {
  big_file
  cold_start
  row "first 4 KiB of a cold $mib MiB file, ms" "≤ 20" "$(first_bytes)" -
}

# The first request of a fresh process pays for loading code; a small file takes that first.
first_bytes() {
  printf warm >"$mnt/warm-up"
  settle "$mnt/warm-up"
  "$scripts/stratus" clean-cache "$mnt/warm-up" >/dev/null
  cat "$mnt/warm-up" >/dev/null
  probe first "$mnt/big"
}

bench_cold-tar() {
  small_files
  settle "$mnt/small"
  cold_start_elsewhere
  row "tar of $files cold files of 4 KiB, files/s" "≥ 2000" "$(tar_rate)" -
  begin_lag 10
  cold_start_elsewhere
  row "the same, MinIO 20 ms away" "≥ 1000" "$(tar_rate)" -
  end_lag
  start_mount
}

tar_rate() {
  ls -lR "$mnt/small" >/dev/null
  seconds_of tar_nowhere "$mnt/small" | awk -v n="$files" '{printf "%.0f", n / $1}'
}

# Into a pipe: tar does not read what it writes to /dev/null.
tar_nowhere() { tar -C "${1%/*}" -cf - "${1##*/}" | cat; }

bench_readers() {
  local bytes=$((64 << 20)) before after readers=()
  probe write "$mnt/shared" 64 >/dev/null
  settle "$mnt/shared"
  cold_start
  before=$(bytes_of_minio)
  while [ ${#readers[@]} -lt 64 ]; do
    cat "$mnt/shared" >/dev/null &
    readers+=($!)
  done
  wait "${readers[@]}"
  after=$(bytes_of_minio)
  row "bytes from MinIO ÷ bytes of the file, 64 readers of a cold file" "≤ 1.01" \
    "$(awk -v n=$((after - before)) -v b="$bytes" 'BEGIN {printf "%.3f", n / b}')" -
}

# How many bytes MinIO has sent in answers; what it tells is up to ten seconds old.
bytes_of_minio() {
  sleep 11
  curl -fsS "$AWS_ENDPOINT_URL/minio/v2/metrics/cluster" |
    awk '/^minio_s3_traffic_sent_bytes/ {n += $NF} END {printf "%d", n}'
}

bench_drain() {
  local start took
  rm -rf "$mnt/drain"
  settle "$mnt"
  probe create "$mnt/drain" "$files" >/dev/null
  start=$(date +%s%N)
  waits 120 all_in_minio || { row "$files new files all in MinIO, s" "≤ 4" "not within 120" -; return 0; }
  took=$(echo "$(date +%s%N) $start" | awk '{printf "%.2f", ($1 - $2) / 1e9}')
  row "$files new 4 KiB files all in MinIO after the last close, s" "≤ 4" "$took" -
}

# MinIO keeps one xl.meta per object.
all_in_minio() {
  [ "$(find "$base/minio/data/bench/drain" -name xl.meta ! -path '*__XLDIR__*' 2>/dev/null | wc -l)" -ge "$files" ]
}

bench_saves() {
  local before after
  before=$(puts)
  probe saves "$mnt/saved" 2000 >/dev/null
  settle "$mnt/saved"
  after=$(puts)
  row "PUTs for 2000 saves of one file in a row" "≤ 3" "$((after - before))" -
}

# How many requests MinIO has had; what it tells is up to ten seconds old.
puts() { requests_of putobject; }

requests_of() {
  sleep 11
  curl -fsS "$AWS_ENDPOINT_URL/minio/v2/metrics/cluster" |
    awk -v api="api=\"$1\"" '/^minio_s3_requests_total/ && index($0, api) {n = $NF} END {printf "%d", n}'
}

bench_rename() {
  local took moved
  probe flat "$mnt/tree" 10000 >/dev/null
  settle "$mnt"
  took=$(seconds_of mv "$mnt/tree" "$mnt/moved")
  moved=$(seconds_of settle "$mnt")
  row "rename of a directory with 10,000 files, s" "≤ 0.05" "$took" -
  row "its moves in MinIO, objects/s" "≥ 300" "$(awk -v s="$moved" 'BEGIN {printf "%.0f", 10000 / s}')" -
}

# A compare begins with the mount; nothing has changed since the last one.
bench_compare() {
  local before stall
  [ -e "$mnt/many" ] || probe flat "$mnt/many" 100000 >/dev/null
  settle "$mnt/many"
  stop_mount
  before=$(requests_of listobjectsv2)
  start_mount
  stall=$(probe stall "$mnt/many" 4000)
  waits 120 compared || { row "compare of 100,000 unchanged objects, s" "≤ 8" "not within 120" -; return 0; }
  row "compare of 100,000 unchanged objects, s" "≤ 8" \
    "$(listing_field compareMillis | awk '{printf "%.1f", $1 / 1000}')" -
  row "99 of 100 stat calls under it take at most, ms" "≤ 5" "$stall" -
  row "LISTs for it" "≤ 105" "$(($(requests_of listobjectsv2) - before))" -
}

compared() { [ -n "$(listing_field compareMillis)" ]; }

listing_field() {
  "$scripts/stratus" status "$mnt" --json | sed -n "s/.*\"$1\" : \([0-9]*\).*/\1/p"
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
