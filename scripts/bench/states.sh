# The states of whole trees. Sourced by bench.sh.
# shellcheck shell=bash

bench_tree-states() {
  local start count
  many_files
  start=$(date +%s%N)
  count=$("$scripts/stratus" state -r "$mnt/many" | wc -l)
  row "states of a tree of $count files by state -r, s" "≤ 1" "$(seconds_since "$start")" -
  start=$(date +%s%N)
  "$scripts/stratus" state -r "$mnt/many" --json >/dev/null
  row "the same with --json, s" - "$(seconds_since "$start")" -
}
