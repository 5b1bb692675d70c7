// The clients of the table in docs/guides/exec-intercept.md. Each is a program that calls the addresses it is given, and prints a
// line for each: status and body, or 'failed:' and what it shows.
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const sentence = 'the sentence';

/**
 * `tools` are programs of its language: the first with which `probe` succeeds runs `script`. Without the variables that it
 * `heeds` it does not reach the emulator. `shows` is what it shows of a call to another host.
 *
 * @typedef {{ name: string, heeds: string[], shows: string, tools: string[], probe: string[], script?: string,
 *   needsPreload?: boolean }} Client
 */

/** @type {Client[]} */
export const clients = [
  {
    name: 'curl',
    heeds: ['CURL_CA_BUNDLE', 'SSL_CERT_FILE'],
    shows: '403',
    tools: ['sh'],
    probe: ['-c', 'curl --version'],
    script: file('curl.sh'),
  },
  pythonClient('urllib', 'urllib.request', ['SSL_CERT_FILE']),
  pythonClient('requests', 'requests', ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE']),
  pythonClient('httpx', 'httpx', ['SSL_CERT_FILE']),
  rubyClient('net/http', 'net-http'),
  rubyClient('faraday', 'faraday'),
  {
    name: 'PHP: curl',
    heeds: ['PHP_INI_SCAN_DIR'],
    shows: '403',
    tools: ['php'],
    probe: ['-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
    script: file('php-curl.php'),
  },
  { name: 'Go: net/http', heeds: ['SSL_CERT_FILE'], shows: sentence, tools: ['{go program}'], probe: [] },
  nodeClient('20', 'fetch', { needsPreload: true }),
  nodeClient('20', 'https', { needsPreload: true }),
  nodeClient('20', 'axios'),
  nodeClient('22', 'fetch'),
  nodeClient('22', 'https'),
  nodeClient('22', 'axios'),
  nodeClient('24', 'fetch'),
  nodeClient('24', 'https'),
  nodeClient('24', 'axios'),
];

export const goSource = file('go-net-http.go');
export const nodeVersions = ['20', '22', '24'];

function pythonClient(name, module, heeds) {
  return {
    name: `Python: ${name}`,
    heeds,
    shows: sentence,
    // Debian's packages are for Debian's Python.
    tools: ['/usr/bin/python3', 'python3'],
    probe: ['-c', `import ${module}`],
    script: file(`python-${name}.py`),
  };
}

function rubyClient(library, script) {
  return {
    name: `Ruby: ${library}`,
    heeds: ['SSL_CERT_FILE'],
    shows: sentence,
    tools: ['ruby'],
    probe: ['-e', `require '${library}'`],
    script: file(`ruby-${script}.rb`),
  };
}

/** @param needsPreload  Otherwise it also reaches the emulator where NODE_OPTIONS is set anew. */
function nodeClient(version, name, { needsPreload = false } = {}) {
  return {
    name: `Node ${version}: ${name}`,
    heeds: ['NODE_OPTIONS', ...(needsPreload ? [] : ['NODE_EXTRA_CA_CERTS'])],
    shows: sentence,
    tools: [`{node ${version}}`],
    probe: ['--version'],
    script: file(`node-${name}.mjs`),
    needsPreload,
  };
}
