#!/usr/bin/env bash
# Makes two images to build ours from where node:22-bookworm-slim cannot be pulled: debootstrap's Debian with Node, and the
# same with what compiles better-sqlite3. Node comes from the npm package node-<platform>-<architecture>, npm is the one of
# this machine, and so are npm's registry and the certificate authorities. Needs root.
#
#   scripts/container/stand-in-base.sh NAME NAME_WITH_COMPILER
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/container/engine.sh
base=$1
build_base=$2

version=$(sed -n 's/^ARG BASE=node:\([0-9]*\)-.*/\1/p' Dockerfile)
suite=$(sed -n 's/^ARG BASE=node:[0-9]*-\([a-z]*\).*/\1/p' Dockerfile)
package="node-$(node -p 'process.platform + "-" + process.arch')"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
system=$folder/system

npm install --silent --no-save --ignore-scripts --prefix "$folder/node" "$package@$version"
debootstrap --variant=minbase "$suite" "$system" >"$folder/log" 2>&1 || { tail -5 "$folder/log" && exit 1; }
rm -rf "$system"/var/cache/apt/archives/*.deb
# As the official image has them: the user, Node and npm below /usr/local.
chroot "$system" useradd --uid 1000 --user-group --create-home --shell /bin/bash node
install -D "$folder/node/node_modules/$package/bin/node" "$system/usr/local/bin/node"
mkdir -p "$system/usr/local/lib/node_modules" "$system/usr/local/etc" "$system/etc/ssl/certs"
cp -r "$(npm root --global)/npm" "$system/usr/local/lib/node_modules/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$system/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$system/usr/local/bin/npx"
import_folder "$system" "$base"

cp -L /etc/ssl/certs/ca-certificates.crt "$system/etc/ssl/certs/"
cp -r "$folder/node/node_modules/$package/include" "$system/usr/local/"
printf '%s\n' 'nodedir=/usr/local' 'cafile=/etc/ssl/certs/ca-certificates.crt' "registry=$(npm config get registry)" \
  >"$system/usr/local/etc/npmrc"
chroot "$system" apt-get install -y --no-install-recommends python3 make g++ >"$folder/log" 2>&1 ||
  { tail -5 "$folder/log" && exit 1; }
rm -rf "$system"/var/cache/apt/archives/*.deb
import_folder "$system" "$build_base"
