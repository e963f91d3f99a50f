# Figures of what goes up, and of what other clients change. Sourced by bench.sh.
# shellcheck shell=bash

bench_drain() {
  local start
  rm -rf "$mnt/drain"
  settle "$mnt"
  probe create "$mnt/drain" "$files" >/dev/null
  start=$(date +%s%N)
  waits 120 all_in_minio drain "$files" || { row "$files new files all in MinIO, s" "≤ 4" "not within 120" -; return 0; }
  row "$files new 4 KiB files all in MinIO after the last close, s" "≤ 4" "$(seconds_since "$start")" -
}

seconds_since() { echo "$(date +%s%N) $1" | awk '{printf "%.2f", ($1 - $2) / 1e9}'; }

# all_in_minio DIRECTORY COUNT: MinIO keeps one xl.meta per object.
all_in_minio() {
  [ "$(find "$base/minio/data/bench/$1" -name xl.meta ! -path '*__XLDIR__*' 2>/dev/null | wc -l)" -ge "$2" ]
}

# From the first create until everything is in the bucket.
bench_through() {
  settle "$mnt"
  row "$files new 4 KiB files, from the first create until all are in MinIO, files/s" "≥ 850" "$(through_rate near)" -
  begin_lag 10
  cold_start_elsewhere
  row "the same, MinIO 20 ms away" "≥ 560" "$(through_rate far)" -
  end_lag
  start_mount
}

through_rate() {
  local start
  start=$(date +%s%N)
  probe create "$mnt/$1" "$files" >/dev/null
  waits 300 all_in_minio "$1" "$files"
  seconds_since "$start" | awk -v n="$files" '{printf "%.0f", n / $1}'
}

bench_saves() {
  local before after
  before=$(requests_of putobject)
  probe saves "$mnt/saved" 2000 >/dev/null
  settle "$mnt/saved"
  after=$(requests_of putobject)
  row "PUTs for 2000 saves of one file in a row" "≤ 3" "$((after - before))" -
}

# How many requests of some kinds (a pattern) MinIO has had; what it tells is up to ten seconds old.
requests_of() {
  sleep 11
  curl -fsS "$AWS_ENDPOINT_URL/minio/v2/metrics/cluster" |
    awk -v api="api=\"($1)\"" '/^minio_s3_requests_total/ && $0 ~ api {n += $NF} END {printf "%d", n}'
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

many_files() {
  [ -e "$mnt/many" ] || probe flat "$mnt/many" 100000 >/dev/null
  settle "$mnt/many"
}

# A compare begins with the mount; nothing has changed since the last one.
bench_compare() {
  # MinIO counts those that ask for metadata too by themselves.
  local before stall lists='listobjectsv2m?'
  many_files
  stop_mount
  before=$(requests_of "$lists")
  start_mount
  stall=$(probe stall "$mnt/many" 4000)
  waits 120 compared || { row "compare of 100,000 unchanged objects, s" "≤ 8" "not within 120" -; return 0; }
  row "compare of 100,000 unchanged objects, s" "≤ 8" \
    "$(listing_field compareMillis | awk '{printf "%.1f", $1 / 1000}')" -
  row "99 of 100 stat calls under it take at most, ms" "≤ 5" "$stall" -
  row "LISTs for it" "≤ 105" "$(($(requests_of "$lists") - before))" -
}

compared() { [ -n "$(listing_field compareMillis)" ]; }

listing_field() {
  "$scripts/stratus" status "$mnt" --json | sed -n "s/.*\"$1\" : \([0-9]*\).*/\1/p"
}

# Until a killed mount with 100,000 files answers again; 1,000 of them are not up.
bench_recovery() {
  local start
  many_files
  "$scripts/stratus" pause "$mnt" >/dev/null
  probe flat "$mnt/dirty" 1000 >/dev/null
  kill -KILL "$daemon"
  waits 20 gone "$daemon"
  start=$(date +%s%N)
  mount_it
  ls "$mnt" >/dev/null
  row "a mount after kill -9, with 100,000 files, 1,000 of them dirty, s" "≤ 3" "$(seconds_since "$start")" -
  know_daemon
  "$scripts/stratus" resume "$mnt" >/dev/null
  settle "$mnt/dirty"
}

# Until another client's new bytes are read through the mount.
bench_remote() {
  local start
  echo before >"$mnt/remote"
  settle "$mnt/remote"
  start=$(date +%s%N)
  s3 PUT bench/remote --data-binary changed >/dev/null
  waits 60 grep -q changed "$mnt/remote"
  row "another client's change until cat shows it, s" "≤ 1" "$(seconds_since "$start")" -
}
