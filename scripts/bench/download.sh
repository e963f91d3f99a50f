# Figures of what comes down. Sourced by bench.sh. The raw reference in a figure is what the SDK alone gets from the
# same server in the same run (Raw.java).
# shellcheck shell=bash

raw() {
  timeout 300 "$JAVA_FOUND/bin/java" -XX:+UseSerialGC -cp "$base/classes:$(<"$home/target/app/current/classpath")" Raw "$@"
}

big_in_cloud() {
  big_file
  settle "$mnt/big"
}

bench_cold-read() {
  local reference
  big_in_cloud
  cold_start
  reference=$(raw speed bench big)
  row "cold sequential read of $mib MiB from MinIO, MB/s" "≥ $(share 0.4 "$reference") (0.4 × raw $reference)" \
    "$(probe read "$mnt/big")" "$(forget_pages; probe read "$base/minio/data/bench/big/"*/part.1 2>/dev/null || echo -)"
  begin_lag 10
  cold_start
  reference=$(raw_behind_lag speed bench big)
  row "the same, MinIO 20 ms away" "≥ $(share 0.7 "$reference") (0.7 × raw $reference)" "$(probe read "$mnt/big")" -
  end_lag
  start_mount
}

raw_behind_lag() { AWS_ENDPOINT_URL=$endpoint raw "$@"; }

share() { awk -v f="$1" -v n="$2" 'BEGIN {printf "%.0f", f * n}'; }

sum() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.1f", a + b}'; }

bench_first-byte() {
  local reference
  big_in_cloud
  cold_start
  reference=$(raw first bench big)
  row "first 4 KiB of a cold $mib MiB file, ms" "≤ $(sum "$reference" 5) (raw $reference + 5)" "$(first_bytes)" -
}

# The first request of a fresh process pays for loading code; a small file takes that first.
first_bytes() {
  warm_up
  probe first "$mnt/big"
}

warm_up() {
  printf warm >"$mnt/warm-up"
  settle "$mnt/warm-up"
  "$scripts/stratus" clean-cache "$mnt/warm-up" >/dev/null
  cat "$mnt/warm-up" >/dev/null
}

bench_cold-random() {
  local reference
  big_in_cloud
  cold_start
  warm_up
  reference=$(raw random bench big 50)
  row "one of 50 cold random reads of 4 KiB, ms" "≤ $(sum "$reference" 3) (raw $reference + 3)" \
    "$(probe random "$mnt/big" 50)" -
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
  row "bytes from MinIO ÷ bytes of the file, 64 readers of a cold file" "≤ 1.01" "$(ratio $((after - before)) "$bytes")" -
}

ratio() { awk -v n="$1" -v b="$2" 'BEGIN {printf "%.3f", n / b}'; }

# How many bytes MinIO has sent in answers; what it tells is up to ten seconds old.
bytes_of_minio() {
  sleep 11
  curl -fsS "$AWS_ENDPOINT_URL/minio/v2/metrics/cluster" |
    awk '/^minio_s3_traffic_sent_bytes/ {n += $NF} END {printf "%d", n}'
}

# What comes for what is read. A few KiB of answers' heads, and of what the mount asks beside, count too.
bench_fetched() {
  local before after reads=$((mib * 1024 / 4 / 100))
  big_in_cloud
  cold_start
  before=$(bytes_of_minio)
  cat "$mnt/big" >/dev/null
  after=$(bytes_of_minio)
  row "bytes from MinIO ÷ bytes read, whole file in order" "≤ 1.01" "$(ratio $((after - before)) $((mib << 20)))" -
  cold_start
  before=$(bytes_of_minio)
  probe random "$mnt/big" "$reads" >/dev/null
  after=$(bytes_of_minio)
  row "KiB from MinIO for each random 4 KiB of a hundredth of the file" "≤ 128" "$(ratio $((after - before)) $((reads * 1024)))" -
  cold_start
  before=$(bytes_of_minio)
  head -c 1M "$mnt/big" >/dev/null
  after=$(bytes_of_minio)
  row "MiB from MinIO for head -c 1M" "≤ 8" "$(ratio $((after - before)) $((1 << 20)))" -
}

bench_photos() {
  local before after i
  need file
  mkdir "$mnt/photos"
  for i in $(seq 1000); do cp "$scripts/samples/photos/coast.jpg" "$mnt/photos/$i.jpg"; done
  settle "$mnt/photos"
  cold_start_elsewhere
  before=$(requests_of getobject)
  (cd "$mnt/photos" && file -- *) | grep -c JPEG >/dev/null
  after=$(requests_of getobject)
  row "GETs for 'file *' on 1,000 photos" "≤ 1000" "$((after - before))" -
}

# What the daemon takes at most, over what it takes when it rests.
bench_memory() {
  local i rest peak readers=()
  probe write "$mnt/film-0" 256 >/dev/null
  settle "$mnt/film-0"
  for i in $(seq 31); do s3 PUT "bench/film-$i" -H 'x-amz-copy-source: /bench/film-0' >/dev/null; done
  cold_start
  ls -l "$mnt" >/dev/null
  warm_up
  rest=$(memory_of VmRSS)
  for i in $(seq 0 31); do
    cat "$mnt/film-$i" >/dev/null &
    readers+=($!)
  done
  wait "${readers[@]}"
  peak=$(memory_of VmHWM)
  row "MiB resident at most while 32 files of 256 MiB are read at once" "≤ $((rest + 128)) ($rest at rest + 128)" "$peak" -
  rm -f "$mnt"/film-*
}

memory_of() { awk -v name="$1:" '$1 == name {printf "%.0f", $2 / 1024}' "/proc/$daemon/status"; }
