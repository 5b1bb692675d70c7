import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/domain/json.js';
import type { BrazeEndpoint, PostEndpoint } from '../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { shapeOf } from '../../src/wire/shape.js';
import { type Account, BodyAccount } from '../support/properties/accounting/account.js';
import { bodiesFor, examplesFor, placesIn, placesOf } from '../support/properties/accounting/bodies.js';
import { judgement } from '../support/properties/accounting/judgement.js';
import { openWorlds, type Worlds } from '../support/properties/accounting/world.js';
import { isLongRun } from '../support/properties/property-runs.js';

// Nothing is dropped in silence. Each leaf of an accepted body is accounted for in one of these ways, and by no list of
// what an operation says that it did:
//
// - The journal has a note of it, or of something round it, or says what fell with it.
// - Without it, something else would be stored: the request is sent again without the leaf to the same world, and all
//   tables are compared (of an export: whom it answers with). What later entries of the request, or later operations
//   on an array of objects, undo counts where the request is cut behind it; what a note says is there twice counts without that.
// - It may not be left out. Then the part that may be, the whole request if need be, must make a difference, and so must
//   each other value of the leaf that has no note. Or all that it is about has notes.
// - It is a choice of the table in judgement.ts. Then there must be a world in which it decides: nobody is there, or everybody, who
//   share their addresses in several ways. A choice that decides in no world is an omission.
//
// Answers do not count: they tell how much was sent. A refused request names a place of its body, and a strict workspace
// refuses at a place that has a note in a lenient one.

const bodyCount = isLongRun() ? 2_000 : 3;
/** The short form is the same in each run; the long one, by hand, looks at other bodies each time. */
const seed = isLongRun() ? undefined : 20_261_129;
const endpoints = Object.entries<BrazeEndpoint>(brazeEndpoints).filter(
  (entry): entry is [string, PostEndpoint<unknown>] => entry[1].verb === 'POST',
);

let opened: Worlds | undefined;
afterAll(() => {
  if (opened === undefined) return;
  for (const world of [opened.main, opened.strict, ...opened.others]) world.close();
});

describe.each(endpoints)('%s', (name, endpoint) => {
  test('each leaf of an accepted body has an effect or a note, and a refusal names its place', async () => {
    const worlds = (opened ??= openWorlds());
    const shape = shapeOf(endpoint.body)();
    const target = { name, path: endpoint.path, shape, partnerApiKey: worlds.main.partnerApiKey };
    const lists = Object.keys(shape.properties ?? {});
    const seen = new Set<string>();
    const counts = { accepted: 0, refused: 0 };
    const check = async (body: JsonObject): Promise<Account> => {
      const account = await new BodyAccount(worlds, endpoint.path, judgement, lists).of(body);
      counts[account.isAccepted ? 'accepted' : 'refused']++;
      if (account.isAccepted) for (const place of placesIn(body)) seen.add(place);
      return account;
    };

    for (const body of examplesFor(target)) expect(await check(body)).toEqual({ isAccepted: true });
    await fc.assert(
      fc.asyncProperty(bodiesFor(target), async (body) => {
        expect((await check(body)).omission).toBeUndefined();
      }),
      { numRuns: bodyCount, seed },
    );

    // In a short run a few more may be refused by chance.
    expect(counts.refused).toBeLessThanOrEqual(counts.accepted + 3);
    expect([...placesOf(shape)].filter((place) => !seen.has(place))).toEqual([]);
  });
});
