import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/domain/json.js';
import type { Step } from '../../src/domain/json-path.js';
import type { BrazeEndpoint, PostEndpoint } from '../../src/wire/braze/endpoint.js';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { shapeOf } from '../../src/wire/shape.js';
import { type Account, BodyAccount } from '../support/properties/accounting/account.js';
import { bodiesFor, examplesFor, placesIn, placesOf } from '../support/properties/accounting/bodies.js';
import { openWorlds, type Worlds } from '../support/properties/accounting/world.js';
import { isLongRun } from '../support/properties/property-runs.js';

// Nothing is dropped in silence. Each leaf of an accepted body is accounted for in one of these ways, and by no list of
// what an operation says that it did:
//
// - The journal has a note of it, or of something round it, or says what fell with it.
// - Without it, something else would be stored: the request is sent again without the leaf to the same world, and all
//   tables are compared (of an export: whom it answers with). What later entries of the request undo counts where the
//   request is cut behind its entry; what a note says is there twice counts without that.
// - It may not be left out. Then the part that may be, the whole request if need be, must make a difference, and another
//   value of the leaf too. Or all that it is about has notes.
// - It is a choice of the table below. Then there must be a world in which it decides: nobody is there, or everybody, who
//   share their addresses in several ways. A choice that decides in no world is an omission.
//
// Answers do not count: they tell how much was sent. A refused request names a place of its body, and a strict workspace
// refuses at a place that has a note in a lenient one.

/** They say whom of several, how, or under which condition. */
const choices: [places: RegExp, why: string][] = [
  [/(should_remove|merge_behavior|_merge_objects)$/, 'says how; what it is about has notes of its own'],
  [/(_update_existing_only|send_to_existing_only|push_token_import)$/, 'decides only about the unknown'],
  [/prioritization\.\d+$/, 'decides only among several users'],
  [
    /^(segment_id|recipient_subscription_state|audience\..*)$/,
    'narrows; those who are named may all be within',
  ],
  [/^(fields|custom_attributes)_to_export\.\d+$/, 'asks for what the users at hand may not have'],
  [
    /^(attributes|events|purchases)\.\d+\.(external_id|braze_id|user_alias\..*)$/,
    'names whom; without it, an address beside it names the same user; the rest of the object counts by itself',
  ],
];

/** What says what holds without it too. */
const defaults: Record<string, JsonValue> = {
  should_remove: false,
  broadcast: false,
  in_local_time: false,
  at_optimal_time: false,
  _merge_objects: false,
  _update_existing_only: false,
  push_token_import: false,
  send_to_existing_only: true,
  merge_behavior: 'merge',
  output_format: 'zip',
  quantity: 1,
  recipient_subscription_state: 'subscribed',
};

/** Must be sent with each naming of a cohort, and is so already. */
const cohortCreatedAt = '2026-02-01T09:00:00Z';

/** In what is people's own each value counts, an empty one too; elsewhere it stands for one that is left out. */
const peoplesOwn = /^(attributes|properties|trigger_properties|context|canvas_entry_properties|messages)$/;
const empty = new Set(['null', '""', '[]', '{}']);

const nameOf = (leaf: readonly Step[]) => String(leaf.findLast((step) => typeof step === 'string'));

/** Also as a text, as in Braze's samples. */
const isDefault = (leaf: readonly Step[], value: JsonValue) =>
  nameOf(leaf) in defaults && String(defaults[nameOf(leaf)]) === String(value);

const judgement = {
  isChoice: (leaf: readonly Step[]) => choices.some(([places]) => places.test(leaf.join('.'))),
  saysNothing(leaf: readonly Step[], value: JsonValue) {
    if (isDefault(leaf, value) || (leaf[0] === 'created_at' && value === cohortCreatedAt)) return true;
    const isOwn =
      leaf.at(-1) !== 'push_tokens' && leaf.slice(0, -1).some((step) => peoplesOwn.test(String(step)));
    return !isOwn && empty.has(JSON.stringify(value));
  },
};

const bodyCount = isLongRun() ? 1_000 : 3;
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
