import { validateExchange } from './validate.js';

/** `fetch` to an emulator that holds the request and its answer to the OpenAPI documents. */
export async function checkedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, init);
  const { pathname, search } = new URL(url);
  const text = await response.clone().text();
  validateExchange({
    verb: init.method ?? 'GET',
    path: pathname + search,
    body: init.body,
    contentType: new Headers(init.headers).get('content-type') ?? '',
    answer: { status: response.status, headers: response.headers, text, json: jsonOf(text) },
  });
  return response;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
