#!/usr/bin/env bash
# Packs the package, installs it with vitest and TypeScript in an empty project, and runs the examples there. That the
# native module installs is for smoke-package.sh to see: here it is taken from this project, which saves two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" >/dev/null
cp -r examples "$folder/examples"
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
versions=$(node -p "
  const { devDependencies: its } = JSON.parse(fs.readFileSync('$root/package.json', 'utf8'));
  ['vitest', 'typescript', '@types/node'].map((name) => name + '@' + its[name]).join(' ')")
# shellcheck disable=SC2086
npm install --ignore-scripts --no-audit --no-fund ./*.tgz $versions
cp -r "$root/node_modules/better-sqlite3/build" node_modules/better-sqlite3/

echo '== vitest'
npx vitest run --root examples/vitest
echo '== node:test, TypeScript'
npx tsc -p examples/node-test-typescript
node --test examples/node-test-typescript/built/connector.test.js
echo '== node:test, JavaScript'
node --test examples/node-test-javascript/connector.test.js
echo '== declarations'
npx tsc --noEmit --strict --skipLibCheck --module nodenext --target es2022 --lib es2024 --types node examples/vitest/*.ts
