import http from 'node:http';
import https from 'node:https';
import axios from 'axios';
import got from 'got';
import * as undici6 from 'undici6';
import * as undici7 from 'undici7';

export interface ClientAnswer {
  status: number;
  text: string;
}

/** Sends JSON as a connector does. Rejects with what the client throws. */
export type Post = (url: string, body: string, signal?: AbortSignal) => Promise<ClientAnswer>;

const headers = { 'content-type': 'application/json' };

/** With Node's own modules, http or https as the address says. */
export function nodePost(agents?: { http?: http.Agent; https?: https.Agent }): Post {
  return (url, body, signal) => {
    const isTls = url.startsWith('https:');
    const send = isTls ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        headers,
        agent: isTls ? agents?.https : agents?.http,
        signal,
      });
      request.on('error', reject).on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece) => (text += piece));
        answer.on('error', reject).on('end', () => resolve({ status: answer.statusCode!, text }));
      });
      request.end(body);
    });
  };
}

const postOfFetch =
  (fetch: (url: string, init: object) => Promise<{ status: number; text(): Promise<string> }>): Post =>
  async (url, body, signal) => {
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: answer.status, text: await answer.text() };
  };

const postOfUndici =
  (undici: Pick<typeof undici7, 'request' | 'Agent'>, dispatcher?: () => undici7.Agent): Post =>
  async (url, body, signal) => {
    const answer = await undici.request(url, {
      method: 'POST',
      headers,
      body,
      signal,
      ...(dispatcher && { dispatcher: dispatcher() }),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  };

const postOfAxios =
  (adapter: 'http' | 'fetch'): Post =>
  async (url, body, signal) => {
    const answer = await axios.post(url, body, { headers, adapter, signal });
    return { status: answer.status, text: JSON.stringify(answer.data) };
  };

/** Every client that the guide names. */
export const clients: Record<string, Post> = {
  fetch: postOfFetch((url, init) => fetch(url, init)),
  'node:https': nodePost(),
  'node:https without an agent': nodePost({ https: false as unknown as https.Agent }),
  'node:https with an agent of its own': nodePost({ https: new https.Agent({ keepAlive: true }) }),
  axios: postOfAxios('http'),
  'axios over fetch': postOfAxios('fetch'),
  got: async (url, body, signal) => {
    const answer = await got.post(url, { headers, body, signal });
    return { status: answer.statusCode, text: answer.body };
  },
  'got that offers HTTP/2': async (url, body) => {
    const answer = await got.post(url, { headers, body, http2: true });
    return { status: answer.statusCode, text: answer.body };
  },
  'fetch of undici 6': postOfFetch((url, init) => undici6.fetch(url, init)),
  'fetch of undici 7': postOfFetch((url, init) => undici7.fetch(url, init)),
  'request of undici 6': postOfUndici(undici6 as unknown as typeof undici7),
  'request of undici 7': postOfUndici(undici7),
  'undici 7 with a dispatcher of its own': postOfUndici(undici7, () => new undici7.Agent({ allowH2: true })),
};

/** The code or name of what a client throws, or of its cause. */
export function codeOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const { code, name } = cause as { code?: string; name: string };
  return typeof code === 'string' ? code : name;
}
