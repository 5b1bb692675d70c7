// Runs in a page of Chromium, as what somebody put there who wants to reach the emulator from its visitor's browser.

/**
 * Sends requests in every way that a page has.
 *
 * @param {string} target  Where the emulator is.
 * @param {{ method: string, path: string, body: string | null }[]} requests
 * @param {string} key  A REST API key that everybody knows.
 * @returns How many got an answer that the page may not read, all that it could, and what did not come to an end.
 */
globalThis.attack = async (target, requests, key) => {
  const seen = { opaqueCount: 0, readable: [], hanging: [] };
  const attempt = async ([way, send], { method, path }) => {
    const hanging = new Promise((resolve) => setTimeout(resolve, 30_000, 'hanging'));
    const read = await Promise.race([send().catch(() => undefined), hanging]);
    if (read === 'hanging') seen.hanging.push(`${way}: ${method} ${path}`);
    else if (read === 'opaque') seen.opaqueCount++;
    else if (read !== undefined) seen.readable.push({ way, method, path, ...read });
  };
  const inFrames = async () => {
    for (const request of requests) {
      const ways = framedWaysOf(target + request.path, request);
      await Promise.all(ways.map((way) => attempt(way, request)));
    }
  };
  const others = async () => {
    for (let at = 0; at < requests.length; at += 8) {
      const ways = requests
        .slice(at, at + 8)
        .flatMap((request) =>
          waysOf(target + request.path, request, key).map((way) => attempt(way, request)),
        );
      await Promise.all(ways);
    }
  };
  await Promise.all([inFrames(), others()]);
  return seen;
};

/** Each ends with what could be read, with 'opaque' for an answer that could not, or with nothing. */
function waysOf(url, { method, body }, key) {
  const text = body ?? '';
  const typed = (type) => ({ 'content-type': type });
  const json = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const simple = method === 'POST' || method === 'GET' ? { method, mode: 'no-cors' } : { method };
  return [
    ['fetch, no body', () => fetched(url, simple)],
    ['fetch, text', () => fetched(url, { ...simple, body: text, headers: typed('text/plain') })],
    [
      'fetch, credentials',
      () => fetched(url, { ...simple, body: text, credentials: 'include', keepalive: true }),
    ],
    ['fetch, JSON', () => fetched(url, { method, body: text, headers: json })],
    ['fetch, no referrer', () => fetched(url, { ...simple, body: text, referrerPolicy: 'no-referrer' })],
    ['XHR, no body', () => byXhr(url, method, undefined, {})],
    ['XHR, text', () => byXhr(url, method, text, typed('text/plain'))],
    ['XHR, JSON', () => byXhr(url, method, text, json)],
    ['beacon, no body', async () => void navigator.sendBeacon(url)],
    ['beacon, text', async () => void navigator.sendBeacon(url, new Blob([text], { type: 'text/plain' }))],
    [
      'beacon, JSON',
      async () => void navigator.sendBeacon(url, new Blob([text], { type: 'application/json' })),
    ],
    ['image', () => byElement('img', url)],
    ['script', () => byElement('script', url)],
  ];
}

function framedWaysOf(url, { method, body }) {
  if (method === 'GET') return [['frame', () => byFrame(url)]];
  // A form can send nothing else.
  if (method !== 'POST') return [];
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];
  return types.map((type) => [`form, ${type}`, () => byForm(url, body ?? '', type)]);
}

async function fetched(url, init) {
  const answer = await fetch(url, init);
  if (answer.type === 'opaque') return 'opaque';
  return { status: answer.status, text: await answer.text() };
}

function byXhr(url, method, body, headers) {
  return new Promise((resolve) => {
    const sending = new XMLHttpRequest();
    sending.open(method, url);
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
    sending.onload = () => resolve({ status: sending.status, text: sending.responseText });
    sending.onerror = () => resolve(undefined);
    sending.send(body);
  });
}

function byElement(name, url) {
  return new Promise((resolve) => {
    const element = document.createElement(name);
    element.onload = () => resolve({ status: 200, text: `${name} loaded, ${element.naturalWidth ?? ''}` });
    element.onerror = () => resolve(undefined);
    element.src = url;
    document.body.append(element);
  });
}

/** JSON as a form can bring it: in the name of a field. */
function byForm(url, text, enctype) {
  return framed(enctype, (frame) => {
    const form = document.createElement('form');
    Object.assign(form, { action: url, method: 'POST', enctype, target: frame.name });
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: text || 'a', value: '' });
    form.append(field);
    document.body.append(form);
    form.submit();
    form.remove();
  });
}

function byFrame(url) {
  return framed('frame', (frame) => {
    frame.src = url;
  });
}

/** One for each way, kept: a browser ends the process of a site when its last frame goes, and the next takes long. */
const frames = new Map();

function framed(way, load) {
  const frame = frames.get(way) ?? document.createElement('iframe');
  if (!frames.has(way)) {
    frame.name = way;
    document.body.append(frame);
    frames.set(way, frame);
  }
  return new Promise((resolve) => {
    frame.onload = () => {
      const text = frame.contentDocument?.body?.innerText;
      resolve(text === undefined ? 'opaque' : { status: 0, text });
    };
    load(frame);
  });
}
