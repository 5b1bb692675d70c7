import type { MembershipOutcome } from '../cohort.js';
import { isJsonObject, type JsonValue } from '../json.js';
import type { Decision, DecisionNote, JournalEntry, JournaledMessage } from './journal.js';
import { type KeyFinder, redacted } from './key-finder.js';
import { isSecretName, schemeOf } from './placed-keys.js';

/**
 * Takes every key out of an entry: whatever stands under the name of a key, and every known key wherever it stands.
 *
 * @param finders  Know the keys of the server, and those that stood in a place for keys of this request.
 * @param echoed  What Braze's own text repeats at its end: a key of any form.
 */
export function redactEntry(
  entry: JournalEntry,
  finders: readonly KeyFinder[],
  echoed?: string,
): JournalEntry {
  const clean = new Redaction(finders);
  const { response } = entry;
  return {
    ...entry,
    path: clean.path(entry.path),
    partner: clean.textOrNull(entry.partner),
    cohortId: clean.textOrNull(entry.cohortId),
    request: clean.message(entry.request),
    response: response && {
      status: response.status,
      ...clean.message({ ...response, body: withoutEcho(response.body, echoed) }),
    },
    fault: entry.fault && { id: entry.fault.id, effect: clean.json(entry.fault.effect) },
    decision: clean.decision(entry.decision),
    outcome: entry.outcome && clean.outcome(entry.outcome),
  };
}

/** A name of a key with its value, in a text that is no JSON: a form, a syntax error, JSON inside a string. */
const pair =
  /((?:client_?secret|(?:partner_?)?api_?key|data_?import_?key|app_?group_?id|authorization)["'\\]*\s*[:=]\s*["'\\]*(?:bearer\s+)?)([^\s"'\\&,;}\]]+)/gi;

class Redaction {
  constructor(private readonly finders: readonly KeyFinder[]) {}

  text(text: string): string {
    const clean = this.withoutKeys(text);
    const mayHavePair = clean.includes('=') || clean.includes(':');
    return mayHavePair ? clean.replace(pair, `$1${redacted}`) : clean;
  }

  /** Of a text of our own, which may speak of places for keys. */
  private withoutKeys(text: string): string {
    let clean = text;
    for (const finder of this.finders) clean = finder.redact(clean);
    return clean;
  }

  textOrNull(text: string | null): string | null {
    return text === null ? null : this.text(text);
  }

  json(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.text(String(value)) === redacted ? redacted : value;
    if (Array.isArray(value)) return value.map((element) => this.json(element));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, its]) => [
        this.text(name),
        isSecretName(name) ? hidden(its) : this.json(its),
      ]),
    );
  }

  message({ headers, body }: JournaledMessage): JournaledMessage {
    const cleanHeaders = Object.entries(headers).map(([name, value]) => {
      const isSecret = isSecretName(name) && value !== '';
      return [this.text(name), isSecret ? schemeOf(value) + redacted : this.text(value)];
    });
    return { headers: Object.fromEntries(cleanHeaders), body: this.json(body) };
  }

  /** Path and query; what is percent-encoded is looked at decoded, and left as it is when nothing is in it. */
  path(path: string): string {
    const [route = '', ...query] = path.split('?');
    const segments = route.split('/').map((segment) => this.encoded(segment));
    if (query.length === 0) return segments.join('/');
    const parameters = query
      .join('?')
      .split('&')
      .map((parameter) => {
        const [name = '', ...value] = parameter.split('=');
        if (value.length === 0) return this.encoded(parameter);
        const isSecret = isSecretName(decoded(name)) && value.join('') !== '';
        return `${this.encoded(name)}=${isSecret ? redacted : this.encoded(value.join('='))}`;
      });
    return `${segments.join('/')}?${parameters.join('&')}`;
  }

  private encoded(part: string): string {
    const plain = decoded(part);
    const clean = this.text(plain);
    return clean === plain ? part : clean;
  }

  outcome(outcome: MembershipOutcome): MembershipOutcome {
    return this.json(outcome as unknown as JsonValue) as unknown as MembershipOutcome;
  }

  decision(decision: Decision): Decision {
    return decision.kind === 'accepted'
      ? { kind: 'accepted', notes: decision.notes.map((note) => this.note(note)) }
      : { kind: 'refused', ...this.note(decision) };
  }

  private note({ rule, message, path, count, paths, received, hint }: DecisionNote): DecisionNote {
    const isKey = path !== undefined && isSecretName(path.slice(path.lastIndexOf('.') + 1));
    return {
      rule,
      message: this.text(message),
      path: path === undefined ? undefined : this.text(path),
      count,
      paths: paths?.map((its) => this.text(its)),
      received: received === undefined ? undefined : isKey ? hidden(received) : this.json(received),
      hint: hint === undefined ? undefined : this.withoutKeys(hint),
    };
  }
}

/** Nothing at all is no secret, and tells why a key was not found. */
function hidden(value: JsonValue): JsonValue {
  return value === null || value === '' ? value : redacted;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part; // Not percent-encoded after all.
  }
}

function withoutEcho(body: JsonValue, echoed: string | undefined): JsonValue {
  if (!echoed || !isJsonObject(body)) return body;
  const entries = Object.entries(body).map(([name, value]) => {
    const isEcho = typeof value === 'string' && value.endsWith(`: ${echoed}`);
    return [name, isEcho ? value.slice(0, -echoed.length) + redacted : value];
  });
  return Object.fromEntries(entries);
}
