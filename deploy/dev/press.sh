#!/bin/sh
# press.sh [--check]: puts the program `press` beside the services' programs. It alone links Typst, a third of all packages, so it
# is built only where what it is made of has changed; else the one of last time is taken, from .tools or from the user's cache.
# With --check it is linted and tested, too, unless that was done with the same sources before.
set -eu
cd -- "$(dirname -- "$0")/../.."
root=$(pwd)
programs=${CARGO_TARGET_DIR:-$root/target}/debug
cache=${XDG_CACHE_HOME:-$HOME/.cache}/shenguan/press

# What it is made of: its own files, the types of a paper, the compiler, the packages that it links with their features, how it is
# compiled.
made_of=$(
    {
        git ls-files -co --exclude-standard crates/paper crates/press | sort | xargs sha256sum
        rustc --version --verbose
        cargo tree --locked --quiet --package press --edges normal,build --prefix none --format '{p} {f}' |
            sed 's/ (.*)//' | sort -u
        sed -n '/^\[profile/,/^$/p; /^\[workspace.lints/,/^$/p' Cargo.toml
        cat rust-toolchain.toml
    } | sha256sum | cut -c1-32
)

# keep FOLDER: the program of these sources, for the next time; written beside and renamed.
keep() {
    mkdir -p "$1" && cp "$programs/press" "$1/press.$$" && mv "$1/press.$$" "$1/press" || true
}

here=$root/.tools/press/$made_of
user=$cache/$made_of
if [ "${1:-}" = --check ] && ! [ -f "$user/checked" ] && ! [ -f "$here/checked" ]; then
    SQLX_OFFLINE=true cargo clippy --quiet --package press --all-targets -- -D warnings
    cargo nextest run --package press
    keep "$here"; keep "$user"
    touch "$here/checked"; touch "$user/checked" || true
fi
for folder in "$here" "$user"; do
    if [ -x "$folder/press" ]; then
        cmp -s "$folder/press" "$programs/press" || { mkdir -p "$programs"; cp "$folder/press" "$programs/press"; }
        exit 0
    fi
done
cargo build --quiet --package press
keep "$here"; keep "$user"
