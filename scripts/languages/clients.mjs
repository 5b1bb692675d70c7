// The clients that docs/guides/any-language.md says something about. Each is a program that calls the addresses it is given,
// and prints a line for each: status and body, or 'failed:' and what it shows.
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const python = ['/usr/bin/python3', 'python3'];
const theSentence = 'the sentence';

/** @typedef {{name: string, shows: 'the sentence' | '403', tools: string[], probe: string[], run: string[]}} Client */

/**
 * `{tool}` stands for the program of that language: the first of `tools` with which `probe` succeeds.
 *
 * @type {Client[]}
 */
export const clients = [
  { name: 'curl', shows: '403', tools: ['curl'], probe: ['--version'], run: ['sh', file('curl.sh')] },
  pythonClient('urllib', 'urllib.request'),
  pythonClient('requests', 'requests'),
  pythonClient('httpx', 'httpx'),
  rubyClient('net/http', 'net-http'),
  rubyClient('faraday', 'faraday'),
  {
    name: 'PHP: curl',
    shows: '403',
    tools: ['php'],
    probe: ['-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
    run: ['{tool}', file('php-curl.php')],
  },
  {
    name: 'Go: net/http',
    shows: theSentence,
    tools: ['go'],
    probe: ['version'],
    run: ['{go program}'],
  },
  ...['20', '22', '24'].flatMap((version) => [
    nodeClient(version, 'fetch', 'fetch'),
    nodeClient(version, 'https', 'https'),
    nodeClient(version, 'axios', 'axios'),
  ]),
];

export const goSource = file('go-net-http.go');
export const nodeVersions = ['20', '22', '24'];

function pythonClient(name, module) {
  const script = file(`python-${name}.py`);
  return {
    name: `Python: ${name}`,
    shows: theSentence,
    tools: python,
    probe: ['-c', `import ${module}`],
    run: ['{tool}', script],
  };
}

function rubyClient(library, script) {
  return {
    name: `Ruby: ${library}`,
    shows: theSentence,
    tools: ['ruby'],
    probe: ['-e', `require '${library}'`],
    run: ['{tool}', file(`ruby-${script}.rb`)],
  };
}

function nodeClient(version, name, script) {
  return {
    name: `Node ${version}: ${name}`,
    shows: theSentence,
    tools: [`{node ${version}}`],
    probe: ['--version'],
    run: ['{tool}', file(`node-${script}.mjs`)],
  };
}
