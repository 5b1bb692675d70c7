import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/domain/json.js';
import { goodBodies, mutated } from '../support/bodies.js';
import { lively, unaccounted } from '../support/properties/accounting.js';
import { accountingWorld } from '../support/properties/accounting-world.js';
import { runs } from '../support/properties/property-runs.js';

// Nothing is dropped in silence: of every accepted request each leaf of the body changes something, or says whom it is
// about or under which condition, or the journal has a note of it.

describe.each(Object.entries(goodBodies))('%s', (name, bodies) => {
  test('each leaf of an accepted body has an effect, or a note', async () => {
    const world = await accountingWorld();
    const adopted = bodies.filter(isJsonObject).map((body) => world.adopt(name, body));
    const anyBody = fc
      .constantFrom(...adopted)
      .chain((body) => fc.oneof(lively(body), lively(body), mutated(body) as fc.Arbitrary<JsonObject>));
    let acceptedCount = 0;
    for (const body of adopted) expect(await unaccounted(world, name, body)).toEqual({ isAccepted: true });
    await fc.assert(
      fc.asyncProperty(anyBody, async (body: JsonValue) => {
        const account = await unaccounted(world, name, body as JsonObject);
        if (account.isAccepted) acceptedCount++;
        expect(account.path).toBeUndefined();
      }),
      runs(15),
    );
    expect(acceptedCount).toBeGreaterThan(0);
  });
});
