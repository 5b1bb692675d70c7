import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** A client that sends one POST with a JSON body. */
export interface HttpClient {
  /** As the guide to faults heads its column. */
  name: string;
  isPresent: boolean;
  /**
   * @param timeLimitMs  How long the client waits for the answer.
   * @returns The status when a whole answer came, or what the client calls the error.
   */
  post(url: string, body: string, timeLimitMs: number): Promise<string>;
}

const headers = { 'Content-Type': 'application/json' };

/** Node's own, and those of other languages that may be on the machine. */
export const httpClients: HttpClient[] = [
  {
    name: '`fetch`',
    isPresent: true,
    async post(url, body, timeLimitMs) {
      try {
        const signal = AbortSignal.timeout(timeLimitMs);
        const answer = await fetch(url, { method: 'POST', headers, body, signal });
        await answer.text();
        return String(answer.status);
      } catch (error) {
        const { cause, name } = error as Error & { cause?: { name: string; code?: string } };
        // Its code is HPE_INVALID_CONSTANT in Node 20 and 22, and missing in Node 24.
        if (cause?.name === 'HTTPParserError') return cause.name;
        return cause?.code ?? name;
      }
    },
  },
  {
    name: '`node:http`',
    isPresent: true,
    async post(url, body, timeLimitMs) {
      try {
        const signal = AbortSignal.timeout(timeLimitMs);
        const sending = request(url, { method: 'POST', headers, signal });
        sending.end(body);
        const [answer] = (await once(sending, 'response')) as [IncomingMessage];
        await textOf(answer);
        return String(answer.statusCode);
      } catch (error) {
        return (error as { code: string }).code;
      }
    },
  },
  {
    name: 'curl',
    isPresent: isPresent('curl'),
    post: (url, body, timeLimitMs) => {
      const seconds = String(timeLimitMs / 1000);
      const output = ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}'];
      const sent = ['--header', 'Content-Type: application/json', '--data', body];
      return run('curl', [...output, '--max-time', seconds, ...sent, url]);
    },
  },
  {
    name: 'Python',
    isPresent: isPresent('python3'),
    post: (url, body, timeLimitMs) =>
      run('python3', ['-c', pythonPost, url, body, String(timeLimitMs / 1000)]),
  },
];

const pythonPost = `
import http.client, sys, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(url.hostname, url.port, timeout=float(sys.argv[3]))
try:
    connection.request('POST', url.path, sys.argv[2], {'Content-Type': 'application/json'})
    answer = connection.getresponse()
    answer.read()
    print(answer.status, end='')
except Exception as error:
    print(type(error).__name__, end='')
`;

function isPresent(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}

/** What the command printed, or its exit code when that is not 0. */
function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, (error, stdout) => resolve(error === null ? stdout : String(error.code)));
  });
}
