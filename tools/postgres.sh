#!/usr/bin/env bash
# A private PostgreSQL for tests and trials: its own folder, its own socket, no port, no password.
#   tools/postgres.sh start FOLDER      starts it, prints DATABASE_URL
#   tools/postgres.sh stop FOLDER       stops it; the folder stays
#   tools/postgres.sh run COMMAND...    starts one, runs the command with DATABASE_URL, removes it
# PostgreSQL refuses to run as root: root hands it to the user postgres of Debian's package.
set -euo pipefail

die() { echo "postgres.sh: $*" >&2; exit 1; }

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

programs() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
  if [ -n "$newest" ] && [ -x "$newest/initdb" ]; then echo "$newest"; return; fi
  if command -v initdb >/dev/null; then dirname "$(command -v initdb)"; fi
}

install_if_absent() {
  [ -z "$(programs)" ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    die "PostgreSQL is not installed. Install your system's package postgresql."
  echo "postgres.sh: installing postgresql" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } \
    >/dev/null 2>&1 || die "apt-get could not install postgresql."
}

start() {
  local folder socket bin
  install_if_absent
  bin=$(programs)
  mkdir -p "$1"; folder=$(cd "$1" && pwd)
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as_server test -w "$folder" ||
      die "the user postgres cannot reach $folder. Choose a folder outside private ones."
  fi
  if [ ! -d "$folder/cluster" ]; then
    as_server "$bin/initdb" -D "$folder/cluster" -U psoascope -A trust -E UTF8 --locale=C \
      >"$folder/initdb.log" 2>&1 || die "initdb failed: see $folder/initdb.log."
  fi
  # Sockets have short names only, so this one does not live in the folder.
  socket=$(as_server mktemp -d /tmp/psoascope-pg.XXXXXX)
  echo "$socket" >"$folder/socket"
  as_server "$bin/pg_ctl" -D "$folder/cluster" -l "$folder/cluster/server.log" -w -s \
    -o "-k $socket -c listen_addresses='' -c fsync=off -c full_page_writes=off" start ||
    die "the server does not start: see $folder/cluster/server.log."
  as_server "$bin/psql" -q -h "$socket" -U psoascope -d postgres -tAc \
    "select 1 from pg_database where datname = 'psoascope'" | grep -q 1 ||
    as_server "$bin/createdb" -h "$socket" -U psoascope psoascope
  echo "postgres://psoascope@${socket//\//%2F}/psoascope"
}

stop() {
  local folder
  folder=$(cd "$1" && pwd)
  as_server "$(programs)/pg_ctl" -D "$folder/cluster" -m fast -w -s stop || true
  rm -rf "$(cat "$folder/socket")"
}

run() {
  local folder
  folder=$(mktemp -d /tmp/psoascope-postgres.XXXXXX)
  # Expanded now: the name is gone when the trap runs.
  trap "stop '$folder'; rm -rf '$folder'" EXIT
  DATABASE_URL=$(start "$folder")
  export DATABASE_URL
  "$@"
}

case "${1:-}" in
  start | stop) [ $# -eq 2 ] || die "$1 needs a folder."; "$1" "$2" ;;
  run) shift; [ $# -gt 0 ] || die "run needs a command."; run "$@" ;;
  *) sed -n '2,5p' "$0" | cut -c 3-; exit 2 ;;
esac
