import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmulatorError } from '../../src/domain/errors.js';
import type { JsonValue } from '../../src/domain/json.js';
import { defaultBehaviour } from '../../src/domain/seed/blueprint.js';
import type { BrazeEndpoint } from '../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { goodBodies, mutated } from '../support/bodies.js';
import { runs } from '../support/properties/property-runs.js';

// Bodies are read by hand where Braze is lenient in its own ways. Each reader is held to the schema of its endpoint, which
// documents, hints and strict workspaces go by.

const posts = Object.entries<BrazeEndpoint>(brazeEndpoints).filter(([, { verb }]) => verb === 'POST');

/** What a schema does not say: the form of a text, bytes instead of characters, and what hangs on another field. */
const unsaid = [
  /is required|EMAIL_BAD_FORMAT/,
  /'(currency|time|properties|phone)' is not valid/,
  /prioritization' must be an array/,
  /audience.*\.(value|comparison|custom_attribute_name) must be/,
  /is missing|is no UUID/,
  /must have exactly one of|BAD_PUSH_TOKEN_IMPORT|cannot be used together|cannot have a|needs '|must be true when/,
  /must be a time|must be an ISO 8601 time|is not an ISO 8601 time|must not name a zone/,
  /at most \d+ bytes|ASCII characters|BAD_DEVICE_ID/,
  /There is no message|There are no/,
  /none or several identifiers|has the keys/,
  /is empty$/,
];

describe.each(posts)('%s', (name, endpoint) => {
  const good = goodBodies[name] ?? [];
  const schema = endpoint.verb === 'POST' ? endpoint.body() : undefined;
  const read = (body: JsonValue) =>
    endpoint.verb === 'POST' ? endpoint.read(body, defaultBehaviour) : undefined;

  test('its good bodies are read, and are as its schema wants them', () => {
    expect(good.length).toBeGreaterThan(0);
    for (const body of good) {
      expect(() => read(body)).not.toThrow();
      expect(schema?.safeParse(body).error).toBeUndefined();
    }
  });

  test('what is read without a problem is as its schema wants it, and what is refused is not', () => {
    const bodies = fc.constantFrom(...good).chain(mutated);
    fc.assert(
      fc.property(bodies, (body) => {
        const fits = schema?.safeParse(body).success;
        const problem = problemOf(() => read(body));
        if (problem === undefined) expect(fits, 'read, though the schema refuses it').toBe(true);
        else if (fits)
          expect(
            unsaid.some((rule) => rule.test(problem)),
            problem,
          ).toBe(true);
      }),
      runs(300),
    );
  });
});

/** Why a body is refused, or one of its objects; `undefined` when all of it is taken. */
function problemOf(read: () => unknown): string | undefined {
  try {
    const result = read();
    const problems = (result as { problems?: { type: string }[] }).problems ?? [];
    return problems[0]?.type;
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return error.details.problems?.[0]?.type ?? error.message;
  }
}
