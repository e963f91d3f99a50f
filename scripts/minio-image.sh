#!/usr/bin/env bash
# minio-image.sh
#
# Builds the container image stratus-test/minio:local and prints its name: MinIO's binary
# (scripts/minio-binary.sh) in an image made from nothing, for where no image can be pulled.
set -euo pipefail
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib.sh"
scripts=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")

case ${1:-} in
  '') ;;
  -h | --help) help_of "$0"; exit 0 ;;
  *) die "does not know: $1" "see $0 --help" 2 ;;
esac

image=stratus-test/minio:local
command -v docker >/dev/null || die "there is no docker command" "apt install docker.io"

binary=$("$scripts/minio-binary.sh")
if ! docker image inspect "$image" >/dev/null 2>&1; then
  context=$(mktemp -d)
  trap 'rm -rf "$context"' EXIT
  mkdir -p "$context/root/tmp" "$context/root/data"
  cp "$binary" "$context/root/minio"
  # An import needs no builder and pulls nothing.
  tar -C "$context/root" -c . |
    docker import --change 'ENTRYPOINT ["/minio"]' --change 'ENV HOME=/tmp' \
      --change 'EXPOSE 9000' - "$image" >/dev/null
fi
echo "$image"
