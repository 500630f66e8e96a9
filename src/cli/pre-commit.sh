#!/bin/sh
# The hook of .pre-commit-hooks.yaml: builds the command line in the hook's own clone once, and checks the folder that it is called in.
set -eu
clone=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
if [ ! -f "$clone/dist/cli.js" ]; then
  (cd "$clone" && npm ci --loglevel error) >&2
fi
exec node "$clone/dist/cli.js" check . "$@"
