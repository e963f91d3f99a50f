# Shared by the scripts beside it: messages, Java, packages, ports, processes, S3 by curl. Source it, do not run it.
# shellcheck shell=bash disable=SC2034

# Everything for a human goes to stderr, so that stdout stays free for results.
say() { printf '%s\n' "$*" >&2; }

die() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  [ $# -lt 2 ] || printf '%s\n' "Next step: $2" >&2
  exit "${3:-1}"
}

# Prints the comment block at the top of a script: its --help.
help_of() { awk 'NR == 1 {next} /^#/ {sub(/^# ?/, ""); print; next} {exit}' "$1"; }

# waits SECONDS COMMAND...: runs the command until it succeeds; fails when the time is over.
waits() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# ---- Java ----------------------------------------------------------------------------------

# The major version of the Java in a home directory, 0 when there is none. Reads the `release` file:
# asking `java -version` would cost every command 50 ms.
java_major() {
  local version=
  [ -x "$1/bin/java" ] || { echo 0; return; }
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release")
  fi
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
  echo "${version:-0}"
}

# Sets JAVA_FOUND and JAVA_MAJOR to a Java of at least 17: JAVA_HOME, then the PATH, then /usr/lib/jvm.
# With "jdk" as argument only one with a compiler counts.
find_java() {
  local home on_path
  on_path=$(command -v java || true)
  for home in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/*; do
    if [ -z "$home" ] || [ ! -x "$home/bin/java" ]; then continue; fi
    [ "${1:-}" != jdk ] || [ -x "$home/bin/javac" ] || continue
    JAVA_MAJOR=$(java_major "$home")
    if [ "$JAVA_MAJOR" -ge 17 ]; then
      JAVA_FOUND=$home
      return 0
    fi
  done
  return 1
}

# ---- Packages ------------------------------------------------------------------------------

# as_root COMMAND...: runs it as root; asks first when that takes sudo, unless ASSUME_YES is set.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
    return
  fi
  command -v sudo >/dev/null || die "root is needed for: $*" "run that command as root, then this script again"
  if [ -z "${ASSUME_YES:-}" ]; then
    [ -t 0 ] || die "sudo is needed for: $*" "run that command yourself, or this script with --yes"
    local answer
    read -r -p "Run with sudo: $* ? [Y/n] " answer
    case $answer in '' | y | Y | yes) ;; *) die "not allowed to run: $*" "run it yourself, then this script again" ;; esac
  fi
  sudo "$@"
}

# The first of the given packages that this release of Debian or Ubuntu has.
first_package() {
  local name
  for name in "$@"; do
    # grep reads to the end: with -q the writer would end by SIGPIPE, and pipefail take that for "no".
    if apt-cache policy "$name" 2>/dev/null | grep '^ *Candidate: *[^( ]' >/dev/null; then
      echo "$name"
      return 0
    fi
  done
  die "no package of this system gives any of: $*" "install one of them by hand"
}

has_library() { ldconfig -p 2>/dev/null | grep -F "$1" >/dev/null || compgen -G "/usr/lib/*/$1*" >/dev/null; }

# need NAME...: installs what is missing of: jdk maven fuse attr curl git and other commands by name.
need() {
  local name missing=() packages=()
  for name in "$@"; do
    case $name in
      jdk) find_java jdk || missing+=(jdk) ;;
      maven) command -v mvn >/dev/null || missing+=(maven) ;;
      fuse) { has_library libfuse.so.2 && command -v fusermount >/dev/null; } || missing+=(fuse) ;;
      attr) command -v getfattr >/dev/null || missing+=(attr) ;;
      *) command -v "$name" >/dev/null || missing+=("$name") ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    die "missing: ${missing[*]}" "install them with this system's package manager (libfuse 2, JDK 17 or later, Maven 3.8 or later)"
  say "Installing what is missing: ${missing[*]}"
  as_root apt-get update -qq >&2
  for name in "${missing[@]}"; do
    case $name in
      jdk) packages+=("$(first_package openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless)") ;;
      fuse)
        has_library libfuse.so.2 || packages+=("$(first_package libfuse2t64 libfuse2)")
        command -v fusermount >/dev/null || packages+=(fuse3)
        ;;
      dockerd) packages+=(docker.io) ;;
      go) packages+=(golang-go) ;;
      *) packages+=("$name") ;;
    esac
  done
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$log" 2>&1; then
    tail -n 10 "$log" >&2
    rm -f "$log"
    die "could not install: ${packages[*]}" "look at the messages of apt-get above"
  fi
  rm -f "$log"
}

# ---- Ports and processes -------------------------------------------------------------------

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port of the loopback interface that nobody listens on.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 30000))
    port_answers "$port" || { echo "$port"; return 0; }
  done
  die "found no free port on 127.0.0.1"
}

random_word() { LC_ALL=C tr -dc 'a-z0-9' </dev/urandom | head -c "$1" || true; }

alive() { [ -d "/proc/$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }
gone() { ! alive "$1"; }

# end_process PID: asks it to end, and insists after 20 s.
end_process() {
  alive "$1" || return 0
  kill "$1" 2>/dev/null || true
  waits 20 gone "$1" || kill -KILL "$1" 2>/dev/null || true
}

# The processes of this machine that name a directory of ours in their arguments.
processes_naming() {
  local dir
  for dir in /proc/[0-9]*; do
    if [ "${dir#/proc/}" != $$ ] && [ "${dir#/proc/}" != "$BASHPID" ] && grep -qsF -- "$1/" "$dir/cmdline"; then
      echo "${dir#/proc/}"
    fi
  done
}

# end_all_below DIR: takes away every mount below a directory of ours and ends every process that works there.
end_all_below() {
  local point pid
  for point in $(mounts_below "$1"); do drop_mount "$point"; done
  for pid in $(processes_naming "$1"); do end_process "$pid"; done
}

mounts_below() { awk -v dir="$1/" 'index($5, dir) == 1 {print $5}' /proc/self/mountinfo | tac; }

# ---- Mounts --------------------------------------------------------------------------------

is_mounted() { grep -q " $(mount_field "$1") " /proc/self/mountinfo; }
not_mounted() { ! is_mounted "$1"; }

# A path as /proc/self/mountinfo writes it (blanks as \040), quoted for grep.
mount_field() {
  local path
  path=$(realpath -m -s -- "$1")
  path=${path// /\\040}
  printf '%s' "$path" | sed 's/[][\.*^$]/\\&/g'
}

# Takes a mount away without waiting for anything; for clean-up after a failure.
drop_mount() {
  is_mounted "$1" || return 0
  if [ "$(id -u)" = 0 ]; then umount -l -- "$1"; else fusermount -uz -- "$1"; fi 2>/dev/null || true
}

# ---- S3 by curl ----------------------------------------------------------------------------

# s3 METHOD PATH[?QUERY] [curl arguments]: one signed request to $AWS_ENDPOINT_URL. The keys reach
# curl through its standard input, so that no process list shows them. Some versions of curl do not say what
# they signed of the body, hence the header.
s3() {
  local method=$1 path=$2
  shift 2
  curl -sS --fail-with-body -X "$method" --aws-sigv4 "aws:amz:${AWS_REGION:-us-east-1}:s3" \
    -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -K - "$@" "${AWS_ENDPOINT_URL%/}/${path#/}" <<<"user = \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\""
}

# s3_list BUCKET [PREFIX]: size and key of each object, as any S3 client sees them.
s3_list() {
  local bucket=$1 prefix=${2:-} token='' page
  prefix=${prefix//\//%2F}
  while :; do
    # A signature covers the query in alphabetical order; older versions of curl do not sort it.
    page=$(s3 GET "$bucket?${token:+continuation-token=$token&}list-type=2${prefix:+&prefix=$prefix}") || return 1
    printf '%s\n' "${page//<Contents>/$'\n'<Contents>}" |
      sed -n 's:.*<Key>\([^<]*\)</Key>.*<Size>\([0-9]*\)</Size>.*:\2\t\1:p'
    token=$(sed -n 's:.*<NextContinuationToken>\([^<]*\)</NextContinuationToken>.*:\1:p' <<<"$page" |
      sed 's/+/%2B/g; s:/:%2F:g; s/=/%3D/g')
    [ -n "$token" ] || return 0
  done
}
