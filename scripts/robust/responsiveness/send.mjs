// One request over a connection of its own. The body is ready before, so that sending it takes no time of the machine.
import { request } from 'node:http';

/** @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string | Buffer | object }} Hostile */

/**
 * @param {string} url
 * @param {Hostile} hostile
 * @returns {Promise<{ status: number, text: string }>} Of a long answer the first characters only. Status 0: none came.
 */
export function send(url, { method = 'POST', path, headers = {}, body }) {
  const bytes = bytesOf(body);
  return new Promise((resolve) => {
    const giveUp = (error) => resolve({ status: 0, text: String(error) });
    const sent = request(
      `${url}${path}`,
      {
        method,
        agent: false,
        headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          if (text.length < 2_000) text += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode, text: text.slice(0, 2_000) }));
        response.on('error', giveUp);
      },
    );
    sent.on('error', giveUp);
    sent.end(bytes);
  });
}

export function bytesOf(body) {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
