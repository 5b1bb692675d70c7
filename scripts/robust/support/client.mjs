// Requests as they are given: nothing is normalised, no header is added but those that HTTP needs.
import { Agent, request } from 'node:http';

/** What nothing may take longer than; a server that takes longer hangs. */
export const answerMsMax = 10_000;

/**
 * @param {string} url  The server's.
 * @param {{ connections?: number, answerMs?: number }} [options]
 */
export function createClient(url, { connections = 16, answerMs = answerMsMax } = {}) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  /** @returns Status, headers, text and, where it is JSON, `json`. Rejects when there is no answer in time. */
  const send = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body);
      const length = bytes === undefined ? {} : { 'content-length': bytes.length };
      const signal = AbortSignal.timeout(answerMs);
      const sending = request(
        { host: hostname, port, agent, method, path, headers: { ...length, ...headers }, signal },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks))));
        },
      );
      sending.on('error', (error) =>
        reject(signal.aborted ? new Error(`no answer in ${answerMs} ms: ${method} ${path}`) : error),
      );
      sending.end(bytes);
    });
  const json = (method, path, value, headers = {}) =>
    send(method, path, {
      headers: { ...(value !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: value === undefined ? undefined : JSON.stringify(value),
    });
  return {
    send,
    json,
    control: (method, path, value) => json(method, `/_emulator/v1${path}`, value),
    close: () => agent.destroy(),
  };
}

function answerOf(response, bytes) {
  const text = bytes.toString();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: response.statusCode, headers: response.headers, bytes, text, json };
}

/** @throws Error when the answer is not 2xx. */
export function accepted(answer) {
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`Answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  }
  return answer;
}

/** Every item of a list of the control API. */
export async function readAll(client, path, plural) {
  const items = [];
  let cursor = null;
  do {
    const more = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { json } = accepted(await client.control('GET', `${path}?limit=1000${more}`));
    items.push(...json[plural]);
    cursor = json.next_cursor;
  } while (cursor !== null);
  return items;
}
