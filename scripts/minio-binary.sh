#!/usr/bin/env bash
# minio-binary.sh
#
# Prints the path of a MinIO server binary, and builds it first when there is none: its images are gone
# from Docker Hub, and a build from source needs nothing but Go. Takes some three minutes and 150 MB,
# once.
#
#   kept in    ${XDG_CACHE_HOME:-~/.cache}/stratus/bin/minio
#   with       the Go on the PATH or in /usr/local/go, else Debian's golang-go; where that one is too
#              old for MinIO, with a newer toolchain that the Go module proxy gives
set -euo pipefail
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/lib.sh"

case ${1:-} in
  '') ;;
  -h | --help) help_of "$0"; exit 0 ;;
  *) die "does not know: $1" "see $0 --help" 2 ;;
esac

cache=${XDG_CACHE_HOME:-$HOME/.cache}/stratus
binary=$cache/bin/minio
# The Go that MinIO's go.mod names.
toolchain=go1.24.8

go_of() {
  local found
  for found in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go/bin/go; do
    if [ -n "$found" ] && [ -x "$found" ]; then
      echo "$found"
      return 0
    fi
  done
  return 1
}

# Go of 1.21 and later fetches a newer toolchain by itself when it is allowed to.
fetches_toolchains() {
  local minor
  minor=$("$1" version | sed -n 's/^go version go1\.\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge 21 ]
}

# A toolchain is a Go module: an older Go downloads it like any other, and only the modes of its
# programs are missing then.
toolchain_by_module() {
  local go=$1 os arch dir home=$cache/go/$toolchain
  if [ ! -x "$home/bin/go" ]; then
    os=$("$go" env GOOS) arch=$("$go" env GOARCH)
    say "Fetching the Go toolchain $toolchain from the module proxy"
    dir=$("$go" mod download -json "golang.org/toolchain@v0.0.1-$toolchain.$os-$arch" |
      sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
    [ -d "$dir" ] || die "the Go toolchain could not be fetched" "install Go 1.21 or later, then this script again"
    mkdir -p "$cache/go"
    rm -rf "$home.new"
    cp -r "$dir" "$home.new"
    chmod -R u+w "$home.new"
    find "$home.new/bin" "$home.new/pkg/tool" -type f -exec chmod +x {} +
    mv "$home.new" "$home"
  fi
  echo "$home/bin/go"
}

build() {
  local go
  go=$(go_of) || { need go; go=$(go_of); } || die "there is no Go" "install it, then this script again"
  fetches_toolchains "$go" || go=$(cd / && toolchain_by_module "$go")
  say "Building MinIO from source with $("$go" version | cut -d' ' -f3); this takes some minutes, once"
  mkdir -p "$cache/bin"
  work=$(mktemp -d "$cache/minio.XXXXXX")
  trap 'rm -rf "$work"' EXIT # work is no local: the trap runs when this function is over
  (cd / && GOBIN=$work CGO_ENABLED=0 GOTOOLCHAIN=auto GOFLAGS=-buildvcs=false \
    "$go" install github.com/minio/minio@latest) >&2 ||
    die "MinIO could not be built" "see the messages above"
  mv "$work/minio" "$binary"
}

if [ ! -x "$binary" ]; then
  # Two callers at once build once.
  mkdir -p "$cache"
  exec 9>"$cache/minio.lock"
  flock 9
  [ -x "$binary" ] || build
fi
echo "$binary"
