#!/usr/bin/env bash
# minio.sh start|stop|status|env [--dir DIR] [--port N] [--bucket NAME]...
#
# A real MinIO server on 127.0.0.1, to try Stratus on: a container where docker or podman works and an
# image can be pulled, else a binary that Go builds (scripts/minio-binary.sh).
#
#   start    starts it, creates the buckets, prints how to reach it, for:
#            eval "$(scripts/minio.sh start --bucket photos)"
#            scripts/stratus mount photos ~/cloud
#   stop     stops it; the data stay (remove them with: rm -r DIR)
#   status   says whether it runs, and where; exit code 3 when it does not
#   env      prints what start printed
#
#   --dir DIR       keeps data, credentials (mode 0600) and log there
#                   (default ${XDG_DATA_HOME:-~/.local/share}/stratus-minio)
#   --port N        listens there (default: a free port, kept for the next start)
#   --bucket NAME   creates that bucket when it is missing; may be repeated
#   --binary        does not try a container
#   --image NAME    the container image (default $STRATUS_MINIO_IMAGE, else pgsty/minio)
#
# Environment: STRATUS_MINIO_BINARY names a binary to run, instead of one to be built.
set -euo pipefail
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib.sh"
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")

dir=${XDG_DATA_HOME:-$HOME/.local/share}/stratus-minio
port=
image=${STRATUS_MINIO_IMAGE:-pgsty/minio}
containers=yes
buckets=()
verb=
while [ $# -gt 0 ]; do
  case $1 in
    start | stop | status | env) verb=$1 ;;
    --dir) dir=${2:?--dir needs a directory}; shift ;;
    --port) port=${2:?--port needs a number}; shift ;;
    --bucket) buckets+=("${2:?--bucket needs a name}"); shift ;;
    --image) image=${2:?--image needs a name}; shift ;;
    --binary) containers= ;;
    -h | --help) help_of "$0"; exit 0 ;;
    *) die "does not know: $1" "see $0 --help" 2 ;;
  esac
  shift
done
[ -n "$verb" ] || die "start, stop, status or env?" "see $0 --help" 2

# What runs is written down as `process PID` or `container ENGINE ID`.
running() {
  local kind what id
  [ -r "$dir/running" ] || return 1
  read -r kind what id <"$dir/running"
  case $kind in
    process) alive "$what" && serves_our_data "$what" ;;
    container) [ "$("$what" inspect -f '{{.State.Running}}' "$id" 2>/dev/null)" = true ] ;;
    *) return 1 ;;
  esac
}

serves_our_data() { grep -qsF -- "$dir/data" "/proc/$1/cmdline"; }

print_env() { sed 's/^/export /' "$dir/env"; }

load_env() {
  set -a
  # shellcheck disable=SC1091 # written by this script
  . "$dir/env"
  set +a
}

write_env() {
  local key secret
  if [ -r "$dir/env" ]; then load_env; fi
  key=${AWS_ACCESS_KEY_ID:-stratus-$(random_word 8)}
  secret=${AWS_SECRET_ACCESS_KEY:-$(random_word 32)}
  if [ -z "$port" ] && [ -r "$dir/env" ]; then port=${AWS_ENDPOINT_URL##*:}; fi
  if [ -z "$port" ] || port_answers "$port"; then port=$(free_port); fi
  (umask 077 && cat >"$dir/env" <<EOF
AWS_ACCESS_KEY_ID=$key
AWS_SECRET_ACCESS_KEY=$secret
AWS_ENDPOINT_URL=http://127.0.0.1:$port
EOF
  )
  load_env
  export MINIO_ROOT_USER=$key MINIO_ROOT_PASSWORD=$secret MINIO_BROWSER=off MINIO_UPDATE=off \
    MINIO_PROMETHEUS_AUTH_TYPE=public
}

# The first container engine that works and has, or can get, the image.
engine() {
  local tool
  [ -n "$containers" ] || return 1
  for tool in docker podman; do
    command -v "$tool" >/dev/null || continue
    timeout 20 "$tool" info >/dev/null 2>&1 || continue
    "$tool" image inspect "$image" >/dev/null 2>&1 ||
      timeout 180 "$tool" pull -q "$image" >/dev/null 2>&1 || continue
    echo "$tool"
    return 0
  done
  return 1
}

start_container() {
  local id
  id=$("$1" run -d --rm -p "127.0.0.1:$port:9000" -v "$dir/data:/data" --user "$(id -u):$(id -g)" \
    -e MINIO_ROOT_USER -e MINIO_ROOT_PASSWORD -e MINIO_BROWSER -e MINIO_UPDATE \
    -e MINIO_PROMETHEUS_AUTH_TYPE \
    "$image" server /data 2>"$dir/log") || return 1
  echo "container $1 $id" >"$dir/running"
}

start_binary() {
  local binary=${STRATUS_MINIO_BINARY:-}
  [ -n "$binary" ] || binary=$("$scripts/minio-binary.sh") || die "could not build the MinIO binary" "see the messages above"
  setsid "$binary" server --quiet --address "127.0.0.1:$port" "$dir/data" >"$dir/log" 2>&1 </dev/null &
  echo "process $!" >"$dir/running"
  # On a busy machine the new process is still this script's copy when it is first looked at.
  waits 20 serves_our_data_or_gone "$!" || true
}

serves_our_data_or_gone() { serves_our_data "$1" || gone "$1"; }

ready() { curl -fs -o /dev/null "$AWS_ENDPOINT_URL/minio/health/ready"; }
ready_or_dead() { ready || ! running; }

start() {
  local tool
  need curl
  mkdir -p "$dir/data"
  chmod 700 "$dir"
  write_env
  if tool=$(engine) && start_container "$tool"; then
    say "MinIO: container of $image ($tool)"
  else
    start_binary
    say "MinIO: a plain process"
  fi
  if ! waits 60 ready_or_dead || ! ready; then
    tail -n 5 "$dir/log" >&2
    stop
    die "MinIO did not answer on $AWS_ENDPOINT_URL" "see $dir/log"
  fi
}

create_buckets() {
  local bucket
  for bucket in "${buckets[@]}"; do
    s3 HEAD "$bucket" -I -o /dev/null 2>/dev/null || s3 PUT "$bucket" -o /dev/null ||
      die "could not create the bucket $bucket" "a name has 3 to 63 of a-z, 0-9, '-' and '.'"
  done
}

stop() {
  local kind what id
  if running; then
    read -r kind what id <"$dir/running"
    case $kind in
      process) end_process "$what" ;;
      container) "$what" stop "$id" >/dev/null ;;
    esac
  fi
  rm -f "$dir/running"
}

case $verb in
  start)
    if running; then load_env; else start; fi
    create_buckets
    print_env
    ;;
  stop)
    running || say "MinIO was not running."
    stop
    ;;
  status)
    running || { say "MinIO is not running."; exit 3; }
    load_env
    say "MinIO runs on $AWS_ENDPOINT_URL (data: $dir/data, $(cut -d' ' -f1 "$dir/running"))."
    ;;
  env)
    running || die "MinIO is not running" "$0 start" 3
    print_env
    ;;
esac
