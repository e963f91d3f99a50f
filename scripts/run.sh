#!/usr/bin/env bash
# run.sh [MOUNTPOINT] [--minio] [--tour] [--stop | --clean] [--yes]
#
# From a fresh clone to a working folder, on a bare Debian or Ubuntu machine: installs what is missing (asks
# before it uses sudo), builds, and mounts a cloud with some sample files that exist only there at first.
#
#   MOUNTPOINT   default: /cloud where it may be made, else ~/cloud
#   --minio      the cloud is a real MinIO server (scripts/minio.sh) instead of the one inside Stratus
#   --tour       plays the five-minute tour of the README by itself, and leaves nothing behind
#   --stop       unmounts; the cloud's data stay for the next time
#   --clean      unmounts, and removes everything that this script made, the demonstration's cloud included
#   --yes        does not ask before using sudo
#
# Its data live in ${XDG_DATA_HOME:-~/.local/share}/stratus-demo.
set -euo pipefail
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=lib.sh
. "$scripts/lib.sh"

base=${XDG_DATA_HOME:-$HOME/.local/share}/stratus-demo
bucket=demo
mnt=
made_mountpoint=
cloud=embedded
verb=start
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) help_of "$0"; exit 0 ;;
    --minio) cloud=minio ;;
    --tour) verb=tour ;;
    --stop) verb=stop ;;
    --clean) verb=clean ;;
    --yes) export ASSUME_YES=yes ;;
    -*) die "does not know: $1" "see $0 --help" 2 ;;
    *) [ -z "$mnt" ] || die "one mount point, please" "see $0 --help" 2; mnt=$1 ;;
  esac
  shift
done

stratus() { "$scripts/stratus" "$@"; }

# Everything about one demonstration lives in one directory: what it runs, and on which mount point.
choose_mountpoint() {
  if [ -n "$mnt" ]; then
    :
  elif [ -r "$base/mountpoint" ]; then
    mnt=$(<"$base/mountpoint")
  elif { [ -d /cloud ] || { mkdir /cloud 2>/dev/null && made_mountpoint=yes; }; } && [ -w /cloud ]; then
    mnt=/cloud
  else
    mnt=$HOME/cloud
  fi
  mnt=$(realpath -m -s -- "$mnt")
}

prepare_mountpoint() {
  [ -d "$mnt" ] || made_mountpoint=yes
  mkdir -p -- "$mnt" 2>/dev/null || die "cannot make the mount point $mnt" "choose another: $0 DIRECTORY"
  [ -z "$(ls -A -- "$mnt")" ] || die "$mnt is not empty" "choose an empty directory: $0 DIRECTORY"
  mkdir -p "$base"
  printf '%s\n' "$mnt" >"$base/mountpoint"
  [ -z "$made_mountpoint" ] || touch "$base/made-mountpoint"
}

# The arguments that name the cloud, for every mount of it.
cloud_arguments() {
  if [ "$cloud" = minio ]; then
    local found
    found=$("$scripts/minio.sh" start --dir "$base/minio" --bucket "$bucket") || exit 1
    eval "$found"
    where=(--endpoint "$AWS_ENDPOINT_URL")
  else
    where=(--embedded --embedded-dir "$base/cloud")
  fi
}

mount_with_state() { stratus mount "$bucket" "$2" "${where[@]}" --state-dir "$1"; }

# The samples go up through a mount whose state is then thrown away: so they are only in the cloud.
seed() {
  [ ! -e "$base/seeded-$cloud" ] || return 0
  local seeding
  seeding=$(mktemp -d)
  seed_mount=$seeding/mnt
  mkdir "$seed_mount"
  mount_with_state "$seeding/state" "$seed_mount" >&2
  cp -r --preserve=mode,timestamps "$scripts/samples/." "$seed_mount/"
  stratus unmount "$seed_mount" >&2
  seed_mount=
  rm -rf "$seeding"
  touch "$base/seeded-$cloud"
}

start() {
  need jdk maven fuse attr curl
  [ -e /dev/fuse ] || die "there is no /dev/fuse" "modprobe fuse; in a container: --device /dev/fuse --cap-add SYS_ADMIN"
  choose_mountpoint
  if is_mounted "$mnt"; then
    stratus status "$mnt" >/dev/null 2>&1 || die "$mnt is a mount of something else" "choose another: $0 DIRECTORY"
    say "Stratus already serves $mnt."
    return 0
  fi
  prepare_mountpoint
  cloud_arguments
  seed
  mount_with_state "$base/state-$cloud" "$mnt" >&2
}

unmount_all() {
  choose_mountpoint
  if is_mounted "$mnt"; then
    stratus unmount "$mnt" >&2 || not_mounted "$mnt" || die "could not unmount $mnt" "close what uses it (lsof $mnt), then again"
  fi
  [ ! -d "$base/minio" ] || "$scripts/minio.sh" stop --dir "$base/minio" 2>/dev/null
}

clean() {
  unmount_all
  [ ! -e "$base/made-mountpoint" ] || rmdir -- "$mnt" 2>/dev/null || true
  rm -rf -- "$base"
}

print_next_steps() {
  local me=$scripts/stratus file=$mnt/photos/fractal.jpg
  cat <<EOF

$mnt is a folder over the bucket "$bucket" $([ "$cloud" = minio ] && echo "on MinIO ($AWS_ENDPOINT_URL)" || echo "of the cloud inside Stratus").
What is in it exists only in the cloud so far. Try:

  ls -lR $mnt
  getfattr --only-values -n user.cloud.location $file    # 2: only in the cloud
  cat $mnt/documents/readme.txt                          # comes when it is read
  cp -r ANYTHING $mnt/                                   # goes up by itself
  $me status
  $me wait $mnt                                          # until all of it is there
  $me clean-cache -r $mnt                                # frees the disk; the files stay

Stop: $0 --stop    Remove all of it: $0 --clean    The tour by itself: $0 --tour
EOF
}

# ---- The tour ------------------------------------------------------------------------------

step() { printf '\n\033[1m# %s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9]*m//g'; fi; }

# show COMMAND: prints a command as one would type it, and runs it.
show() {
  printf '$ %s\n' "$1"
  (cd "$mnt" && PATH=$scripts:$PATH bash -c "$1") 2>&1 | sed -e '/^# file: /d' -e '/^$/d'
}

# What another client is told: the endpoint and the keys of this mount's cloud.
load_credentials() {
  [ "$cloud" = embedded ] || return 0
  local line
  while IFS= read -r line; do export "${line?}"; done <"$base/state-$cloud/embedded.env"
}

tour() {
  base=$(mktemp -d)
  trap 'finish_tour' EXIT
  trap 'exit 130' INT TERM
  start
  step "The folder: every file is listed, none of their bytes is on this disk"
  show "ls -lR ."
  show "du -sh --apparent-size . ; du -sh ."
  step "A file comes when it is read"
  show "getfattr -n user.cloud.location documents/readme.txt     # 2: only in the cloud"
  show "cat documents/readme.txt"
  show "getfattr -n user.cloud.location documents/readme.txt     # 3: here too"
  step "What is written goes up by itself"
  show "cp -r $scripts/bench new"
  show "getfattr -n user.cloud.state new/Probe.java"
  show "stratus wait ."
  show "getfattr -n user.cloud.state new/Probe.java"
  step "Another S3 client sees plain objects: key = path, body = bytes"
  load_credentials
  printf '$ curl --aws-sigv4 aws:amz:us-east-1:s3 --user KEY:SECRET "%s/%s?list-type=2"\n' "$AWS_ENDPOINT_URL" "$bucket"
  s3_list "$bucket"
  step "Space: local copies go, files stay"
  show "cat photos/* documents/* music/* | wc -c"
  show "du -sh ."
  show "stratus optimize-space --days 0 $mnt     # media that nobody needs here"
  show "du -sh ."
  show "stratus clean-cache -r .                 # everything else"
  show "du -sh ."
  show "md5sum photos/fractal.jpg $scripts/samples/photos/fractal.jpg"
  step "State, and a clean end"
  show "stratus status ."
  printf '$ stratus unmount %s\n' "$mnt"
  stratus unmount "$mnt" 2>&1
  step "Nothing is left mounted; the cloud keeps the files for the next mount"
}

finish_tour() {
  local code=$?
  trap - EXIT
  [ -z "${seed_mount:-}" ] || drop_mount "$seed_mount"
  [ -z "$mnt" ] || drop_mount "$mnt"
  [ ! -d "$base/minio" ] || "$scripts/minio.sh" stop --dir "$base/minio" 2>/dev/null || true
  end_all_below "$base"
  [ ! -e "$base/made-mountpoint" ] || rmdir -- "$mnt" 2>/dev/null || true
  rm -rf -- "$base"
  exit "$code"
}

trap '[ -z "${seed_mount:-}" ] || drop_mount "$seed_mount"' EXIT
case $verb in
  start) start; print_next_steps ;;
  tour) tour ;;
  stop) unmount_all; say "Unmounted. The cloud's data stay in $base." ;;
  clean) clean; say "Removed." ;;
esac
