#!/bin/sh
# Make the virtual environment .venv, unless a working one is there, and install the pinned packages of the
# given requirements files, unless exactly these are installed.
#
#   PYTHON=python3.12 deploy/bootstrap.sh requirements.txt
set -eu
cd "$(dirname "$0")/.."

venv=.venv
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
# Debian keeps ensurepip, which puts pip into a virtual environment, in a package of its own.
can_make_venv='import ensurepip, venv'

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3
    fi
    incomplete=
    for candidate in "$@"; do
        "$candidate" -c "$new_enough" 2>/dev/null || continue
        if "$candidate" -c "$can_make_venv" 2>/dev/null; then
            echo "$candidate"
            return
        fi
        incomplete=$candidate
    done
    if [ -n "$incomplete" ]; then
        echo "$incomplete cannot make virtual environments. On Debian or Ubuntu, install the missing part" >&2
        echo "with: apt-get install python3-venv" >&2
    else
        echo "Found no Python of version 3.11 or newer (tried: $*). Install one (on Debian or Ubuntu:" >&2
        echo "apt-get install python3 python3-venv) or name one: make run PYTHON=/path/to/python3" >&2
    fi
    return 1
}

# An interrupted installation leaves an environment without pip, an upgrade of Python one that does not start.
if ! "$venv/bin/python" -c "import pip; $new_enough" 2>/dev/null; then
    python=$(find_python)
    echo "Making the virtual environment with $("$python" --version)."
    "$python" -m venv --clear "$venv"
fi

for requirements in "$@"; do
    installed=$venv/installed-$requirements
    if ! cmp -s "$requirements" "$installed"; then
        echo "Installing the packages of $requirements (the first time this takes a minute)."
        "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
            --require-hashes --requirement "$requirements"
        cp "$requirements" "$installed"
    fi
done
