// 4 MiB to the Braze surface, in many shapes and at many places.
import { isForLongForm, list, shapes } from './shapes.mjs';

const mebibyte = 1024 * 1024;
/** Under 4 MiB with what stands round it. */
const bodyBytes = 4 * mebibyte - 20_000;

/** Of ids that no user has. */
const twiceAsLarge = 'the entry of the journal has them twice or more, and is written by one statement';

const rest = (path, body) => (world) => ({
  path,
  headers: world.rest,
  body: typeof body === 'function' ? body(world) : body,
});

const cohort = (fields) => (world) => ({
  path: `/partners/${world.partner}/cohorts/users`,
  body: { ...world.partnerKeys, cohort_id: 'hostile', ...fields },
});

/** The text of a JSON object with one field more, whose value is text already. */
const withField = (fields, name, text) => {
  const head = JSON.stringify(fields).slice(0, -1);
  return `${head}${head === '{' ? '' : ','}${JSON.stringify(name)}:${text}}`;
};

const everyShape = (title, make, bytes = bodyBytes) =>
  Object.entries(shapes).map(([shape, textOf]) => ({
    title: `${title}, ${shape}`,
    isLong: isForLongForm(shape),
    make: (world) => make(world, textOf(bytes)),
  }));

export const brazeGroups = [
  {
    title: '4 MiB without a key',
    cases: [
      ...everyShape('POST /x', (_, text) => ({ path: '/x', body: text })),
      ...everyShape('POST /users/track', (_, text) => ({ path: '/users/track', body: text })),
      ...everyShape('POST /partners/hightouch/cohorts/users', (_, text) => ({
        path: '/partners/hightouch/cohorts/users',
        body: text,
      })),
      {
        title: 'POST /x, key names as text/plain',
        make: () => ({
          path: '/x',
          headers: { 'content-type': 'text/plain' },
          body: list(20_000, (index) => ({ api_key: `aaaaaaaaaaaa${index}` })),
        }),
      },
      {
        title: 'text that is no JSON',
        make: () => ({ path: '/x', body: 'api_key: "'.repeat(bodyBytes / 10) }),
      },
      { title: 'text of quotes', make: () => ({ path: '/users/track', body: '"'.repeat(bodyBytes) }) },
      { title: 'bytes that are no text', make: () => ({ path: '/x', body: Buffer.alloc(bodyBytes, 0xff) }) },
      { title: 'zeros', make: () => ({ path: '/users/track', body: Buffer.alloc(bodyBytes) }) },
      { title: '20 MiB', make: () => ({ path: '/users/track', body: Buffer.alloc(20 * mebibyte, 0x20) }) },
    ],
  },
  {
    title: '4 MiB to a cohort',
    cases: [
      ...everyShape('cohort_changes', (world, text) => ({
        ...cohort({})(world),
        body: withField(cohort({})(world).body, 'cohort_changes', text),
      })),
      ...everyShape('another field', (world, text) => ({
        ...cohort({})(world),
        body: withField(
          cohort({ cohort_changes: [{ user_ids: [world.externalIdOf(1)] }] })(world).body,
          'users',
          text,
        ),
      })),
      ...everyShape('a field of a change', (world, text) => ({
        ...cohort({})(world),
        body: withField(
          cohort({})(world).body,
          'cohort_changes',
          `[${withField({ user_ids: ['a'] }, 'user', text)}]`,
        ),
      })),
      {
        title: '400,000 user_ids',
        make: cohort({ cohort_changes: [{ user_ids: list(400_000, (its) => `id-${its}`) }] }),
      },
      { title: '100,000 changes', make: cohort({ cohort_changes: list(100_000, () => ({ user_ids: [] })) }) },
      {
        title: '100,000 changes with a misnamed field each',
        make: cohort({ cohort_changes: list(100_000, () => ({ user_ids: [], userids: [] })) }),
      },
      {
        title: '200,000 changes without a list',
        make: cohort({ cohort_changes: list(200_000, () => ({ userids: [] })) }),
      },
      {
        title: '1,000 unknown ids of 987 characters',
        make: cohort({ cohort_changes: [{ user_ids: list(1_000, (its) => `${its}`.padStart(987, 'x')) }] }),
      },
      {
        title: '1,000 unknown ids of 4,000 characters',
        msMax: 600,
        why: twiceAsLarge,
        make: cohort({ cohort_changes: [{ user_ids: list(1_000, (its) => `${its}`.padStart(4_000, 'x')) }] }),
      },
      {
        title: '1,000 ids that are nearly known',
        make: (world) =>
          cohort({
            cohort_changes: [{ user_ids: list(1_000, (its) => world.externalIdOf(its).toUpperCase()) }],
          })(world),
      },
      {
        title: '1,000 nearly known aliases',
        make: cohort({
          cohort_changes: [
            { aliases: list(1_000, (its) => ({ alias_label: 'loyalty', alias_name: ` l-${its}` })) },
          ],
        }),
      },
      {
        title: '1,000 placeholders',
        make: cohort({ cohort_changes: [{ user_ids: list(1_000, () => 'undefined') }] }),
      },
      { title: 'a cohort_id of 4 MiB', make: (world) => cohort({ cohort_id: 'c'.repeat(bodyBytes) })(world) },
      {
        title: 'a name of 4 MiB',
        make: (world) => ({
          path: `/partners/${world.partner}/cohorts`,
          body: {
            ...world.partnerKeys,
            cohort_id: 'named',
            name: 'n'.repeat(bodyBytes),
            created_at: '2026-01-01T00:00:00Z',
          },
        }),
      },
    ],
  },
  {
    title: '4 MiB to REST endpoints',
    cases: [
      ...everyShape('an attribute', (world, text) => ({
        ...rest('/users/track')(world),
        body: withField(
          {},
          'attributes',
          `[${withField({ external_id: world.externalIdOf(1) }, 'thing', text)}]`,
        ),
      })),
      ...everyShape('properties', (world, text) => ({
        ...rest('/users/track')(world),
        body: withField(
          {},
          'events',
          `[${withField({ external_id: world.externalIdOf(1), name: 'e', time: '2026-01-01T00:00:00Z' }, 'properties', text)}]`,
        ),
      })),
      ...everyShape('attributes', (world, text) => ({
        ...rest('/users/track')(world),
        body: withField({}, 'attributes', text),
      })),
      ...everyShape('another field of /users/track', (world, text) => ({
        ...rest('/users/track')(world),
        body: withField({ attributes: [{ external_id: world.externalIdOf(1), a: 1 }] }, 'attribute', text),
      })),
      ...everyShape('trigger properties', (world, text) => ({
        ...rest('/messages/send')(world),
        body: withField(
          { messages: { email: { body: 'b' } }, external_user_ids: ['a'] },
          'trigger_properties',
          text,
        ),
      })),
      ...everyShape('messages', (world, text) => ({
        ...rest('/messages/send')(world),
        body: withField({ external_user_ids: [world.externalIdOf(1)] }, 'messages', text),
      })),
      {
        title: '75 objects of 50,000 bytes of small attributes',
        make: (world) =>
          rest('/users/track', {
            attributes: list(75, (its) => ({
              external_id: world.externalIdOf(its),
              ...Object.fromEntries(list(3_000, (index) => [`attribute_${index}`, index])),
            })),
          })(world),
      },
      {
        title: '75 objects with 500 ignored values each',
        msMax: 300,
        why: 'each value has a note, and they are applied in one transaction',
        make: (world) =>
          rest('/users/track', {
            attributes: list(75, (its) => ({
              external_id: world.externalIdOf(its),
              ...Object.fromEntries(list(500, (index) => [`$attribute_${index}`.padEnd(90, 'x'), index])),
            })),
          })(world),
      },
      {
        title: '75 arrays of 500 objects',
        make: (world) =>
          rest('/users/track', {
            attributes: list(75, (its) => ({
              external_id: world.externalIdOf(its),
              things: list(500, (index) => ({ id: index, name: `thing ${index}`, $x: null })),
            })),
          })(world),
      },
      {
        title: '75 $update of an array of 500',
        make: (world) =>
          rest('/users/track', {
            attributes: list(75, () => ({
              external_id: world.externalIdOf(1),
              things: {
                $update: list(500, (index) => ({
                  $identifier_key: 'id',
                  $identifier_value: index,
                  $new_object: { id: index, name: 'n' },
                })),
              },
            })),
          })(world),
      },
      {
        title: '40,000 objects to track',
        make: rest('/users/track', { attributes: list(40_000, (its) => ({ external_id: `e${its}`, a: 1 })) }),
      },
      ...[
        [
          '/users/identify',
          'aliases_to_identify',
          (its) => ({ external_id: `e${its}`, user_alias: { alias_label: 'a', alias_name: 'b' } }),
        ],
        [
          '/users/alias/new',
          'user_aliases',
          (its) => ({ external_id: `e${its}`, alias_label: 'a', alias_name: 'b' }),
        ],
        [
          '/users/alias/update',
          'alias_updates',
          () => ({ alias_label: 'a', old_alias_name: 'b', new_alias_name: 'c' }),
        ],
        [
          '/users/merge',
          'merge_updates',
          (its) => ({
            identifier_to_merge: { external_id: `e${its}` },
            identifier_to_keep: { external_id: 'k' },
          }),
        ],
        ['/users/delete', 'external_ids', (its) => `nobody-${its}`],
        [
          '/users/external_ids/rename',
          'external_id_renames',
          (its) => ({ current_external_id: `e${its}`, new_external_id: `f${its}` }),
        ],
        ['/users/external_ids/remove', 'external_ids', (its) => `nobody-${its}`],
        ['/users/export/ids', 'external_ids', (its) => `nobody-${its}`],
        ['/users/export/ids', 'fields_to_export', (its) => `field-${its}`],
        ['/users/export/ids', 'external_ids', (its) => `customer_0000${its}`],
        ['/users/export/segment', 'fields_to_export', (its) => `field-${its}`],
        ['/users/export/segment', 'custom_attributes_to_export', (its) => `field-${its}`],
        ['/messages/send', 'external_user_ids', (its) => `nobody-${its}`],
        ['/messages/send', 'user_aliases', (its) => ({ alias_label: 'loyalty', alias_name: `L-${its}` })],
        ['/campaigns/trigger/send', 'recipients', (its) => ({ external_user_id: `nobody-${its}` })],
        ['/canvas/trigger/send', 'recipients', (its) => ({ external_user_id: `nobody-${its}` })],
        [
          '/campaigns/trigger/schedule/create',
          'recipients',
          (its) => ({ external_user_id: `nobody-${its}` }),
        ],
      ].flatMap(([path, field, element]) =>
        [30_000, 50].map((count) => ({
          title: `${path} with ${count} ${field}`,
          isLong: count > 50,
          make: rest(path, { [field]: list(count, element) }),
        })),
      ),
      {
        title: '50 nearly known ids of 80,000 characters',
        msMax: 600,
        why: twiceAsLarge,
        make: (world) =>
          rest('/users/export/ids', {
            external_ids: list(50, (its) => `${world.externalIdOf(its)}${' '.repeat(80_000)}`),
          })(world),
      },
      {
        title: '2,000 fields_to_export of 2,000 characters',
        make: rest('/users/export/ids', {
          external_ids: ['a'],
          fields_to_export: list(2_000, (its) => `${its}`.padEnd(2_000, 'first_name')),
        }),
      },
    ],
  },
  {
    title: 'messages to many',
    async setUp(world) {
      world.campaign = await world.prepare({ path: `${world.base}/campaigns`, body: { name: 'to all' } });
      world.canvas = await world.prepare({ path: `${world.base}/canvases`, body: { name: 'to all' } });
    },
    cases: [
      {
        title: '50 recipients with trigger properties of 50,000 bytes',
        make: (world) =>
          rest('/campaigns/trigger/send', {
            campaign_id: world.campaign.id,
            recipients: list(50, (its) => ({
              external_user_id: world.externalIdOf(its),
              trigger_properties: { text: 't'.repeat(50_000) },
            })),
          })(world),
      },
      {
        title: 'a broadcast to all',
        make: (world) =>
          rest('/campaigns/trigger/send', { campaign_id: world.campaign.id, broadcast: true })(world),
      },
      {
        title: 'a canvas to all',
        make: (world) => rest('/canvas/trigger/send', { canvas_id: world.canvas.id, broadcast: true })(world),
      },
      ...['/campaigns/trigger/send', '/canvas/trigger/send'].flatMap((path) =>
        [
          ['an audience of 20,000 filters', { AND: list(20_000, (its) => filterNode(its)) }],
          ['an audience of 20,000 regular expressions', { OR: list(20_000, (its) => regexNode(its)) }],
          ['an audience of ORs, 90 deep', nested(90)],
          ['an audience of 2,000 levels', nested(2_000)],
          ['an audience of 200 filters', { OR: list(200, (its) => filterNode(its)) }],
          ['an audience of 100 filters', { OR: list(100, (its) => filterNode(its)) }],
          ['an audience of 50 filters', { OR: list(50, (its) => filterNode(its)) }],
          ['an audience of 50 regular expressions', { OR: list(50, (its) => regexNode(its)) }],
        ].map(([title, audience]) => ({
          title: `${path} with ${title}`,
          isLong: path.startsWith('/canvas'),
          make: (world) =>
            rest(path, {
              [path.startsWith('/canvas') ? 'canvas_id' : 'campaign_id']: (path.startsWith('/canvas')
                ? world.canvas
                : world.campaign
              ).id,
              broadcast: true,
              audience,
            })(world),
        })),
      ),
    ],
  },
];

function filterNode(index) {
  return {
    custom_attribute: { custom_attribute_name: 'note', comparison: 'equals', value: `text ${index}` },
  };
}

function regexNode(index) {
  return {
    custom_attribute: { custom_attribute_name: 'note', comparison: 'matches_regex', value: `(a+)+${index}$` },
  };
}

function nested(levels) {
  let node = filterNode(0);
  for (let level = 0; level < levels; level++) node = { OR: [node] };
  return node;
}
