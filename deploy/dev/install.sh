#!/bin/sh
# install.sh PACKAGE==VERSION…: installs tools from the Python package index into .tools/venv, unless they are there.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
venv=$root/.tools/venv

[ -x "$venv/bin/pip" ] || python3 -m venv "$venv" || {
    echo "install.sh: needs python3 with its venv module (Debian: python3-venv)" >&2
    exit 1
}
for wanted; do
    installed=$(printf %s "$wanted" | tr '-' '_' | sed 's/==/-/').dist-info
    for folder in "$venv"/lib/python3*/site-packages/"$installed"; do
        [ -d "$folder" ] && continue 2
    done
    echo "installing $wanted" >&2
    # Ready-made wheels only: nothing is built, and nothing of a package runs while it is installed.
    "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "$wanted"
done
