#!/usr/bin/env bash
# two-mounts-test.sh [--rounds N]
#
# Two mounts of one bucket on a MinIO server of its own, with two state directories, used at the same time: the same
# and different files, renames, deletes. Prints TAP: a change of one shows in the other within a second; in the end both
# show the same tree, every content that was acknowledged is somewhere, and nothing goes on by itself.
#
#   --rounds N   how much is done at the same time (default 6)
# shellcheck disable=SC2317 # functions are called by their names
set -euo pipefail
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=lib.sh
. "$scripts/lib.sh"

rounds=6
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0"; exit 0 ;;
    --rounds) rounds=${2:?--rounds needs a number}; shift ;;
    *) die "does not know: $1" "see $0 --help" 2 ;;
  esac
  shift
done

tmp=$(mktemp -d "${TMPDIR:-/tmp}/stratus-two.XXXXXX")
clean_up() {
  local code=$?
  trap - EXIT
  for one in a b; do drop_mount "$tmp/$one"; done
  "$scripts/minio.sh" stop --dir "$tmp/minio" >/dev/null 2>&1 || true
  end_all_below "$tmp"
  rm -rf -- "$tmp"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

failed=0
count=0
# result TEXT: says whether the command before it succeeded.
result() {
  local code=$?
  count=$((count + 1))
  if [ $code = 0 ]; then
    echo "ok $count - $1"
  else
    echo "not ok $count - $1"
    failed=1
  fi
}

now_ms() { date +%s%3N; }

# waits_for SECONDS COMMAND...: until the command succeeds.
waits_for() {
  local end=$(($(now_ms) + $1 * 1000))
  shift
  until "$@" 2>/dev/null; do
    [ "$(now_ms)" -lt $end ] || return 1
    sleep 0.02
  done
}

mount_one() {
  mkdir -p "$tmp/$1"
  "$scripts/stratus" mount two "$tmp/$1" --endpoint "$AWS_ENDPOINT_URL" --state-dir "$tmp/state-$1" >/dev/null
}

# Everything that a mount shows: kind, mode, path, content.
tree() {
  (cd "$1" && find . -mindepth 1 -printf '%y %m %p\n' | sort && find . -type f -print0 | sort -z | xargs -0r md5sum)
}

same_trees() {
  tree "$tmp/a" >"$tmp/tree-a" && tree "$tmp/b" >"$tmp/tree-b" && cmp -s "$tmp/tree-a" "$tmp/tree-b"
}

found=$("$scripts/minio.sh" start --binary --dir "$tmp/minio" --bucket two)
eval "$found"
mount_one a
mount_one b

# From here on a failure is a result.
set +e

is_live() { "$scripts/stratus" status "$1" --json | grep -q '"events" : "LIVE"'; }
has() { [ "$(cat "$1")" = "$2" ]; }
all_up() { "$scripts/stratus" wait "$tmp/a" "$tmp/b" --timeout 2m >/dev/null; }

# What the bucket has, with the time and version of each object.
listing() {
  curl -sS --aws-sigv4 aws:amz:us-east-1:s3 --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
    "$AWS_ENDPOINT_URL/two?list-type=2" | sed 's/<Contents>/\n&/g' | grep -o '<Key>.*</ETag>'
}

waits_for 30 is_live "$tmp/a" && waits_for 30 is_live "$tmp/b"
result "the server tells both mounts of changes"

slowest=0
for i in 1 2 3 4 5; do
  echo "version $i" >"$tmp/a/file"
  "$scripts/stratus" wait "$tmp/a/file" >/dev/null
  begin=$(now_ms)
  waits_for 30 has "$tmp/b/file" "version $i"
  took=$(($(now_ms) - begin))
  [ $took -le $slowest ] || slowest=$took
done
echo "# slowest after the upload: $slowest ms"
[ "$slowest" -le 1000 ]
result "a change shows in the other mount within 1 s"

mkdir "$tmp/a/dir"
echo content >"$tmp/a/dir/old"
waits_for 30 has "$tmp/b/dir/old" content
all_up
cat "$tmp/b/dir/old" >/dev/null
mv "$tmp/b/dir/old" "$tmp/b/dir/new"
waits_for 30 has "$tmp/a/dir/new" content && waits_for 30 test ! -e "$tmp/a/dir/old" &&
  [ "$(getfattr --absolute-names --only-values -n user.cloud.location "$tmp/a/dir/new")" = 3 ]
result "a rename is one there, and the local copy stays"

# create_new TEXT FILE: succeeds when no such file was there, as far as this mount knew.
create_new() { (set -o noclobber && echo "$1" >"$2") 2>/dev/null; }

# work NAME: writes its own and common files, renames and deletes; what was acknowledged and not deleted is noted.
work() {
  local mine=$1 m=$tmp/$1 round
  mkdir -p "$m/common" "$m/$mine"
  for ((round = 1; round <= rounds; round++)); do
    for name in 1 2 3 4 5; do
      echo "$mine own $round $name" >"$m/$mine/$round-$name" && echo "$mine own $round $name" >>"$tmp/kept"
      echo "$mine common $round $name" >"$m/common/$mine-$round-$name" && echo "$mine common $round $name" >>"$tmp/kept"
    done
    # Both make the same new name: both contents must be somewhere in the end. Who sees the other's file already
    # makes none, and does not overwrite it either: that would be a deletion on purpose.
    create_new "$mine both $round" "$m/common/both-$round" && echo "$mine both $round" >>"$tmp/kept"
    mv "$m/$mine/$round-1" "$m/$mine/renamed-$round"
    mv "$m/common/$mine-$round-2" "$m/common/renamed-$mine-$round"
    echo "$mine short $round" >"$m/common/short-$mine" && rm "$m/common/short-$mine"
  done
  mv "$m/$mine" "$m/moved-$mine"
}

: >"$tmp/kept"
work a 2>"$tmp/err-a" &
pid_a=$!
work b 2>"$tmp/err-b" &
pid_b=$!
wait $pid_a && wait $pid_b
code=$?
[ $code = 0 ] || sed 's/^/# /' "$tmp/err-a" "$tmp/err-b"
[ $code = 0 ]
result "two programs work on both mounts at the same time"

all_up
result "everything is uploaded"
waits_for 90 same_trees
result "both mounts show the same tree"
[ $failed = 0 ] || diff "$tmp/tree-a" "$tmp/tree-b" | head -n 20 | sed 's/^/# /'

find "$tmp/a" -type f -exec cat {} + >"$tmp/all"
sort "$tmp/kept" | grep -vxFf "$tmp/all" >"$tmp/missing"
sed 's/^/# missing: /' "$tmp/missing"
[ ! -s "$tmp/missing" ]
result "no acknowledged content is missing"

listing >"$tmp/before"
sleep 5
listing >"$tmp/after"
[ -s "$tmp/before" ] && cmp -s "$tmp/before" "$tmp/after"
result "nothing goes on when nobody does anything"

for one in a b; do "$scripts/stratus" unmount "$tmp/$one" >/dev/null; done
result "both unmount"
echo "1..$count"
exit $failed
