import type { MembershipOutcome } from '../cohort.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { atOnce, type Pieces } from '../pieces.js';
import type { Decision, DecisionNote, JournalEntry, JournaledMessage, Refusal } from './journal.js';
import type { KeyFinder } from './key-finder.js';
import { isSecretName, schemeOf } from './placed-keys.js';
import { redacted, Secrets } from './secrets.js';

/**
 * Takes every key out of an entry: whatever stands under the name of a key, and every known key wherever it stands.
 *
 * @param finders  Know the keys of the server, and those that stood in a place for keys of this request.
 * @param echoed  What Braze's own text repeats at its end: a key of any form.
 */
export function* redactInPieces(
  entry: JournalEntry,
  finders: readonly KeyFinder[],
  echoed?: string,
): Pieces<JournalEntry> {
  const secrets = new Secrets(finders);
  const seen = withoutEcho(entry, echoed);
  return yield* inTwoTurns(secrets, (sent, ours) => new Redaction(sent, ours).entry(seen));
}

/** All of that at once, for an entry without a large body. */
export function redactEntry(
  entry: JournalEntry,
  finders: readonly KeyFinder[],
  echoed?: string,
): JournalEntry {
  return atOnce(redactInPieces(entry, finders, echoed));
}

/** The same for a value of our own making, such as the sentence of an error. */
export function redactOurs<Value extends JsonValue>(value: Value, finders: readonly KeyFinder[]): Value {
  return atOnce(
    inTwoTurns(new Secrets(finders), (_, ours) => new Redaction(ours, ours).json(value)),
  ) as Value;
}

type ReplaceText = (text: string) => string;

/**
 * All texts that somebody sent are looked at as one, and all of our own, which may speak of the places of keys: in the first
 * turn they are collected, in the second each is what is left of it.
 */
function* inTwoTurns<Value>(
  secrets: Secrets,
  turn: (sent: ReplaceText, ours: ReplaceText) => Value,
): Pieces<Value> {
  const sent: string[] = [];
  const ours: string[] = [];
  turn(collectIn(sent), collectIn(ours));
  yield;
  const cleanSent = yield* secrets.redact(sent);
  const cleanOurs = ours.length === 0 ? ours : yield* secrets.redactOurs(ours);
  yield;
  return turn(oneByOne(cleanSent), oneByOne(cleanOurs));
}

function collectIn(texts: string[]): ReplaceText {
  return (text) => {
    texts.push(text);
    return text;
  };
}

function oneByOne(texts: readonly string[]): ReplaceText {
  let index = 0;
  return () => texts[index++]!;
}

/** A number with fewer digits is no key. */
const numberMin = 1e7;

/** Hides what stands under the names of keys, and has every text replaced, always in the same order. */
class Redaction {
  constructor(
    /** What is left of a text that somebody sent. */
    private readonly text: ReplaceText,
    /** The same for one of ours. */
    private readonly ours: ReplaceText,
  ) {}

  entry(entry: JournalEntry): JournalEntry {
    const { response } = entry;
    return {
      ...entry,
      path: this.path(entry.path),
      partner: this.textOrNull(entry.partner),
      cohortId: this.textOrNull(entry.cohortId),
      request: this.message(entry.request),
      response: response && { status: response.status, ...this.message(response) },
      fault: entry.fault && { id: entry.fault.id, effect: this.json(entry.fault.effect) },
      decision: this.decision(entry.decision),
      outcome: entry.outcome && this.outcome(entry.outcome),
    };
  }

  textOrNull(text: string | null): string | null {
    return text === null ? null : this.text(text);
  }

  /** The value itself when nothing is in it. */
  json(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.number(value);
    if (Array.isArray(value)) return this.array(value);
    return isJsonObject(value) ? this.object(value) : value;
  }

  private number(value: number): JsonValue {
    if (Math.abs(value) < numberMin) return value;
    return this.text(String(value)) === redacted ? redacted : value;
  }

  private array(elements: JsonValue[]): JsonValue[] {
    let clean = elements;
    for (let index = 0; index < elements.length; index++) {
      const element = elements[index]!;
      // Most arrays are of ids.
      const its = typeof element === 'string' ? this.text(element) : this.json(element);
      if (its === element) continue;
      if (clean === elements) clean = [...elements];
      clean[index] = its;
    }
    return clean;
  }

  private object(value: JsonObject): JsonObject {
    const names = Object.keys(value);
    let fields: [string, JsonValue][] | undefined;
    for (const [index, name] of names.entries()) {
      const its = value[name]!;
      const cleanName = this.text(name);
      const clean = isSecretName(name) ? hidden(its) : this.json(its);
      if (fields === undefined) {
        if (cleanName === name && clean === its) continue;
        fields = names.slice(0, index).map((before) => [before, value[before]!]);
      }
      fields.push([cleanName, clean]);
    }
    return fields === undefined ? value : Object.fromEntries(fields);
  }

  message({ headers, body }: JournaledMessage): JournaledMessage {
    const cleanHeaders = Object.entries(headers).map(([name, value]) => {
      const isSecret = isSecretName(name) && value !== '';
      return [this.text(name), isSecret ? schemeOf(value) + redacted : this.text(value)];
    });
    return { headers: Object.fromEntries(cleanHeaders), body: this.json(body) };
  }

  /** Path and query, as sent but for what is taken out. */
  path(path: string): string {
    const queryAt = path.indexOf('?');
    if (queryAt === -1) return this.text(path);
    const parameters = path
      .slice(queryAt + 1)
      .split('&')
      .map((parameter) => this.parameter(parameter));
    return `${this.text(path.slice(0, queryAt))}?${parameters.join('&')}`;
  }

  private parameter(parameter: string): string {
    const valueAt = parameter.indexOf('=') + 1;
    const isSecret = valueAt > 0 && isSecretName(decoded(parameter.slice(0, valueAt - 1)));
    if (!isSecret || valueAt === parameter.length) return this.text(parameter);
    return this.text(parameter.slice(0, valueAt)) + redacted;
  }

  outcome(outcome: MembershipOutcome): MembershipOutcome {
    return this.json(outcome as unknown as JsonValue) as unknown as MembershipOutcome;
  }

  decision(decision: Decision): Decision {
    return decision.kind === 'accepted'
      ? { kind: 'accepted', notes: decision.notes.map((note) => this.note(note)) }
      : this.refusal(decision);
  }

  private refusal({ notes, ...refusal }: Refusal): Refusal {
    const clean: Refusal = { kind: 'refused', ...this.note(refusal) };
    if (notes !== undefined) clean.notes = notes.map((note) => this.note(note));
    return clean;
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
      hint: hint === undefined ? undefined : this.ours(hint),
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

function withoutEcho(entry: JournalEntry, echoed: string | undefined): JournalEntry {
  const { response } = entry;
  if (!echoed || response === null || !isJsonObject(response.body)) return entry;
  const fields = Object.entries(response.body).map(([name, value]) => {
    const isEcho = typeof value === 'string' && value.endsWith(`: ${echoed}`);
    return [name, isEcho ? value.slice(0, -echoed.length) + redacted : value];
  });
  return { ...entry, response: { ...response, body: Object.fromEntries(fields) } };
}
