#!/usr/bin/env bash
# Runs the tests of what is committed on other versions of Node, each in a fresh clone in a temporary folder, and then those
# of the packed package: it is installed in an empty project, used by npx and by import, and runs the examples.
#
#   scripts/node-matrix.sh               # 22 and 24
#   scripts/node-matrix.sh 20 26         # any others
#   scripts/node-matrix.sh --package 24  # the packed package alone
#
# The versions come from the npm packages node-<platform>-<architecture>, which hold bin/node and the headers that
# better-sqlite3 compiles against (about two minutes each). npm is the one already installed, run by that Node.
# Prints one line per version at the end; fails when one failed.
set -uo pipefail
cd "$(dirname "$0")/.."

with_tests=true
if [ "${1:-}" = --package ]; then
  with_tests=false
  shift
fi
versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(22 24)
package="node-$(node -p 'process.platform + "-" + process.arch')"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

try() { # try VERSION
  local home="$folder/node-$1" clone="$folder/clone-$1"
  npm install --silent --no-save --ignore-scripts --prefix "$home" "$package@$1" || return 1
  export npm_config_nodedir="$home/node_modules/$package"
  export PATH="$npm_config_nodedir/bin:$PATH"
  git clone --quiet . "$clone" && cd "$clone" || return 1
  echo "== Node $(node --version), npm $(npm --version 2>/dev/null)"
  npm ci || return 1
  if $with_tests; then npm test || return 1; fi
  # Each says what failed, so that one does not hide the other.
  local code=0
  bash scripts/smoke-package.sh || code=1
  bash scripts/examples.sh || code=1
  return $code
}

failures=0
summary=()
for version in "${versions[@]}"; do
  # A subshell, so that one version's PATH is not the next one's.
  if (try "$version"); then
    summary+=("Node $version: passed")
  else
    summary+=("Node $version: failed")
    failures=$((failures + 1))
  fi
done
printf '%s\n' "${summary[@]}"
exit $((failures > 0))
