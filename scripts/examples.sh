#!/usr/bin/env bash
# Packs the package, installs it in empty projects, and runs the examples there: with vitest, with the oldest vitest that the
# kit takes, with Jest, with node:test, and in other languages. That the native module installs is for smoke-package.sh to see: here it is taken
# from this project, which saves two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" >/dev/null
project() { # project NAME PACKAGE…: makes an empty project with the package, these and the examples, and goes there
  mkdir "$folder/$1"
  cd "$folder/$1"
  shift
  echo '{"private":true,"type":"module"}' >package.json
  npm install --silent --ignore-scripts --no-audit --no-fund "$folder"/*.tgz "$@"
  cp -r "$root/node_modules/better-sqlite3/build" node_modules/better-sqlite3/
  cp -r "$root/examples" .
}
ours() { # ours PACKAGE: with the version that this project has
  node -p "'$1@' + JSON.parse(fs.readFileSync('$root/package.json', 'utf8')).devDependencies['$1']"
}

project newest "$(ours vitest)" "$(ours typescript)" "$(ours @types/node)"
echo '== vitest'
npx vitest run --root examples/vitest
echo '== node:test, TypeScript'
npx tsc -p examples/node-test-typescript
node --test examples/node-test-typescript/built/connector.test.js
echo '== node:test, JavaScript'
node --test examples/node-test-javascript/connector.test.js
echo '== declarations'
npx tsc --noEmit --strict --skipLibCheck --module nodenext --target es2022 --lib es2024 --types node examples/vitest/*.ts

# The same four rules in any language, each suite with the connector that it tests.
example() { # example LANGUAGE ARGUMENT…: runs exec with these; skipped where the language is not there
  if ! command -v "$1" >/dev/null; then
    echo "skipped - the example in $1: there is no $1 here"
    return
  fi
  echo "== $1"
  shift
  npx braze-cohort-emulator exec --seed seed.yaml --verify expectations.yaml "$@"
}
cd examples/any-language
example python3 --intercept -- python3 -m unittest discover -s python
example curl -- sh shell/suite.sh
example ruby --intercept -- ruby ruby/suite.rb

project others vitest@3.2 jest@30
echo '== vitest 3.2'
npx vitest run --root examples/vitest
echo '== Jest'
node --experimental-vm-modules node_modules/jest/bin/jest.js --rootDir examples/jest
