#!/bin/sh
# lint.sh [--statements]: everything that is checked without running the program. Quick checks first. With --statements the
# linter's pass also compares .sqlx with what a migrated database says of each statement.
set -eu
cd -- "$(dirname -- "$0")/../.."
export SQLX_OFFLINE=true

cargo fmt --all --check
buf lint proto
buf format --diff --exit-code proto

# A change that breaks callers is one against the main branch, where a clone has it.
for main in origin/main main; do
    if git cat-file -e "$main:proto/buf.yaml" 2>/dev/null; then
        before=$(mktemp -d)
        trap 'rm -rf "$before"' EXIT
        git archive "$main" proto | tar -x -C "$before"
        buf breaking proto --against "$before/proto"
        break
    fi
done

cargo fetch --locked --quiet
cargo deny --offline --log-level error check bans licenses sources
# One TLS provider: with a second one rustls has no default and panics.
if cargo tree --locked --quiet --workspace --invert aws-lc-rs 2>/dev/null | grep .; then
    echo "lint.sh: aws-lc-rs is in the tree; the TLS provider is ring only" >&2
    exit 1
fi

if [ "${1:-}" = --statements ]; then
    deploy/dev/prepare.sh --check
else
    cargo clippy --workspace --exclude press --all-targets --quiet -- -D warnings
fi
# With the linter in the compiler's place, as above, so that what it has compiled need not be compiled again.
RUSTC_WORKSPACE_WRAPPER=$(dirname "$(rustup which rustc 2>/dev/null || command -v rustc)")/clippy-driver \
    CLIPPY_ARGS='-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__' RUSTDOCFLAGS='-D warnings' \
    cargo doc --workspace --exclude press --no-deps --document-private-items --quiet
