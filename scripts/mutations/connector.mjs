// The exemplary connector in this process: a process for each of some thousand syncs would take minutes.

/** What the connector gives an answer to come. */
const timeoutMs = 20_000;
const sync = new URL('../../examples/connectors/exemplary/sync.mjs', import.meta.url);
let runCount = 0;

/** Its wait for an answer, which ends on the workspace's clock: when whoever has the request says so. */
let waiting = new AbortController();

/** Ends the wait for the answer to the request that the connector has sent last. */
export function endTimeout() {
  waiting.abort(new DOMException('No answer in time', 'TimeoutError'));
}

/**
 * One sync, of one at a time.
 *
 * @param {Record<string, string | undefined>} environment  What the connector finds beside what this process has.
 * @returns Its end, as `certify` wants it.
 */
export async function runConnector(environment) {
  const before = { ...process.env };
  const { timeout } = AbortSignal;
  const { log, error } = console;
  const printed = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  console.log = console.error = (...words) => printed.push(words.map(String).join(' '));
  AbortSignal.timeout = (ms) => {
    if (ms !== timeoutMs) return timeout.call(AbortSignal, ms);
    waiting = new AbortController();
    return waiting.signal;
  };
  try {
    // A module is run once; another query makes it another one.
    await import(`${sync.href}?run=${++runCount}`);
    return { exitCode: process.exitCode ?? 0, isTimedOut: false, outputTail: `${printed.join('\n')}\n` };
  } finally {
    process.exitCode = undefined;
    AbortSignal.timeout = timeout;
    Object.assign(console, { log, error });
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
