import { isJsonObject, type JsonValue } from '../../json.js';
import type { JournalEntry } from '../journal.js';
import { redacted } from '../secrets.js';

const partnerKey = 'keys.partner_api_key';
const importKey = 'keys.data_import_key';
const restKey = 'braze.rest_api_key';

/** Headers that make a difference to Braze. */
const toldHeaders = ['authorization', 'content-type'];

/**
 * A test of the kit for vitest that sends a request of the journal once more, and expects the status that it was answered with.
 * Keys are those of the workspace of the test.
 */
export function kitTest(entry: JournalEntry): string {
  const status = entry.response?.status ?? null;
  const title = `${entry.method} ${bare(entry.path)} ${status === null ? 'gets no whole answer' : `is answered ${status}`}`;
  const before = [...faultLines(entry), ...refusalLines(entry), ...keyLines(entry)];
  const send = `fetch(${addressOf(entry)}, ${indented(optionsOf(entry), 1)})`;
  const lines = [
    ...before,
    ...(status === null
      ? [`await expect(${send}).rejects.toThrow();`]
      : [`const answer = await ${send};`, `expect(answer.status).toBe(${status});`]),
  ];
  return [
    "import { expect, test } from 'braze-cohort-emulator/vitest';",
    '',
    `test(${literal(title)}, async ({ braze }) => {`,
    ...lines.map((line) => `  ${line}`),
    '});',
    '',
  ].join('\n');
}

function bare(path: string): string {
  return path.split('?', 1)[0] ?? path;
}

/** A fault that struck it strikes once more. */
function faultLines({ fault, path }: JournalEntry): string[] {
  if (fault === null) return [];
  return [
    `braze.fault(${literal(bare(path))}, ${indented(
      codeOf(fault.effect, () => restKey),
      1,
    )}, { times: 1 });`,
  ];
}

/** The fixture fails a test in which a request is refused unless the test says that it is meant. */
function refusalLines({ decision, response, fault }: JournalEntry): string[] {
  if (decision.kind !== 'refused' || fault !== null) return [];
  return [`braze.expectRefusals(${response === null ? '' : `{ status: ${response.status} }`});`];
}

function keyLines(entry: JournalEntry): string[] {
  const { partner, request } = entry;
  const isOfPartner = isJsonObject(request.body) && JSON.stringify(request.body).includes(redacted);
  return partner === null || !isOfPartner ? [] : [`const keys = braze.keys(${literal(partner)});`];
}

function addressOf({ path }: JournalEntry): string {
  return `braze.rest_endpoint + ${withKeys(path, restKey)}`;
}

function optionsOf(entry: JournalEntry): string {
  const { method, request, partner } = entry;
  const headers = toldHeaders.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [`${literal(name)}: ${withKeys(value, keyAt(entry, restKey))}`];
  });
  const fields = [`method: ${literal(method)},`];
  if (headers.length > 0) fields.push(`headers: { ${headers.join(', ')} },`);
  const { body } = request;
  if (body !== null) {
    const keyOf = (name: string) => keyAt(entry, keyNamed(name, partner !== null));
    const text =
      typeof body === 'string' ? withKeys(body, restKey) : `JSON.stringify(${codeOf(body, keyOf)})`;
    fields.push(`body: ${indented(text, 1)},`);
  }
  return `{\n${fields.map((field) => `  ${field}`).join('\n')}\n}`;
}

function keyNamed(name: string, isOfPartner: boolean): string {
  if (!isOfPartner) return restKey;
  return /^partner[-_ ]?(api[-_ ]?)?key$/i.test(name) ? partnerKey : importKey;
}

/** A key that was refused is another one than that of the workspace. */
function keyAt({ response, decision }: JournalEntry, key: string): string {
  const wrong = response?.status === 401 && decision.kind === 'refused' ? decision.path : undefined;
  const isWrong =
    (wrong === 'partner_api_key' && key === partnerKey) ||
    (wrong === 'client_secret' && key === importKey) ||
    (wrong !== undefined && key === restKey);
  return isWrong ? "'no-key-of-this-workspace'" : key;
}

/** A text in which keys stood, as an expression. */
function withKeys(text: string, key: string): string {
  const pieces = text.split(redacted).map((piece) => (piece === '' ? undefined : literal(piece)));
  const parts = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [key, piece]));
  return parts.filter((part) => part !== undefined).join(' + ') || "''";
}

/** A value as TypeScript, with expressions where keys stood. */
function codeOf(value: JsonValue, keyOf: (name: string) => string, name = ''): string {
  if (value === redacted) return keyOf(name);
  if (Array.isArray(value)) {
    const items = value.map((its) => codeOf(its, keyOf, name));
    const line = `[${items.join(', ')}]`;
    return line.length <= 80 && !line.includes('\n') ? line : `[\n${block(items)}\n]`;
  }
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(
      ([its, inner]) => `${nameOf(its)}: ${codeOf(inner, keyOf, its)}`,
    );
    const line = fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    return line.length <= 60 && !line.includes('\n') ? line : `{\n${block(fields)}\n}`;
  }
  return typeof value === 'string' ? literal(value) : JSON.stringify(value);
}

function block(items: readonly string[]): string {
  return items.map((its) => `  ${indented(its, 1)},`).join('\n');
}

function indented(text: string, steps: number): string {
  return text.replaceAll('\n', `\n${'  '.repeat(steps)}`);
}

/** `__proto__` as a plain name would set the prototype. */
function nameOf(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** A text in single quotes. */
function literal(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}
