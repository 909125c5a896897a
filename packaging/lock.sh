#!/bin/sh
# Write the three lock files from pyproject.toml: versions and hashes for every platform, no index address.
# Run it after changing a dependency; pass --upgrade to take newer versions.
set -eu
cd "$(dirname "$0")/.."

compile() {
    out=$1
    shift
    .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        --build-deps-for editable --constraint packaging/constraints.txt "$@" --output-file "$out" pyproject.toml
}

compile requirements.lock "$@"
compile requirements-dev.lock --extra dev --constraint requirements.lock "$@"
compile requirements-bench.lock --extra bench --constraint requirements-dev.lock "$@"
