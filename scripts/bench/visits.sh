# What the record of visits costs in the core. Sourced by bench.sh.
# shellcheck shell=bash

bench_visits() {
  local tool=dev.stratus.sync.space.VisitSpeed measured
  (cd "$home" && mvn -q -B -P '!checks' -Dspotless.check.skip test-compile) >"$base/visits.log" 2>&1
  measured=$("$JAVA_FOUND/bin/java" -cp "$home/sync-core/target/test-classes:$(<"$home/target/app/current/classpath")" \
    "$tool" 10000 5000000 2>>"$base/visits.log")
  row "record of a visit at an open, ns" "≤ 1000" "${measured% *}" -
  row "its commit with others some seconds later, ns" - "${measured#* }" -
}
