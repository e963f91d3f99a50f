# Figures of the cache: its limit, and evictions. Sourced by bench.sh.
# shellcheck shell=bash

bench_limit() {
  local size=$((4 * mib)) most=$((mib / 2)) free limited
  probe write "$mnt/long" "$size" >/dev/null
  settle "$mnt/long"
  cold_start
  free=$(probe read "$mnt/long")
  options=(--cache-size "${most}M")
  cold_start
  watch_content &
  watcher=$!
  limited=$(probe read "$mnt/long")
  end_process "$watcher"
  watcher=
  row "cold read of $size MiB with a limit of $most MiB ÷ without one" "≥ 0.9" \
    "$(awk -v a="$limited" -v b="$free" 'BEGIN {printf "%.2f (%s of %s MB/s)", a / b, a, b}')" -
  row "the most that its local copy took meanwhile, MiB" "≤ $((most * 9 / 8))" \
    "$(sort -n "$base/used" | tail -n 1)" -
  options=()
  rm -f "$mnt/long"
  settle "$mnt"
  cold_start
}

# What local copies take of the disk, ten times a second; holes take nothing.
watch_content() {
  while sleep 0.1; do du -s --block-size=1M "$state/content" | cut -f 1; done >"$base/used"
}

bench_evict() {
  local bare all
  probe flat "$mnt/evicted" 10000 >/dev/null
  settle "$mnt/evicted"
  bare=$(seconds_of "$scripts/stratus" status "$mnt")
  all=$(seconds_of "$scripts/stratus" clean-cache -r "$mnt/evicted")
  row "eviction of 10,000 files, without the command's own start, s" "≤ 1" \
    "$(awk -v a="$all" -v b="$bare" 'BEGIN {printf "%.2f", a - b}')" -
  row "choice of what goes first among 1,000,000 local copies, ms" "≤ 200" "$(choice_of 1000000)" -
}

# Prints the milliseconds, or why there are none.
choice_of() {
  local tool=dev.stratus.sync.index.EvictionOrder
  (cd "$home" && mvn -q -B -P '!checks' -Dspotless.check.skip test-compile) >"$base/order.log" 2>&1
  mkdir "$base/order"
  "$JAVA_FOUND/bin/java" -cp "$home/sync-core/target/test-classes:$(<"$home/target/app/current/classpath")" \
    "$tool" "$base/order" "$1" 2>>"$base/order.log" || echo "not measured: no generator"
}
