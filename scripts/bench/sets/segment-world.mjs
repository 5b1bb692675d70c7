// The questions that the set of segments asks, and the profiles it asks about.
import { sendAll } from '../request-sender.mjs';
import {
  createSegment,
  createWorkspace,
  externalIdOf,
  loadMembers,
  loadProfiles,
  partner,
  restRequest,
} from '../world.mjs';

const dayMs = 86_400_000;
/** A request takes 75 objects at most; here an event and a purchase of each profile. */
const trackedPerRequest = 37;

/** A segment filter, and what the measurement calls it. @typedef {{ name: string, filters: object[] }} Question */

const cohort = (comparison, id) => ({ type: 'cohort', partner, comparison, cohort_ids: [id] });
const custom = (name, valueType, comparison, value) => ({
  type: 'custom_attribute',
  name,
  value_type: valueType,
  comparison,
  value,
});
const eventCount = { type: 'custom_event', name: 'opened', metric: 'count' };
const aNotB = [cohort('includes', 'A'), cohort('does_not_include', 'B')];

/** @type {Question[]} */
export const attributeQuestions = [
  { name: 'text is any of', filters: [custom('plan', 'string', 'is_any_of', ['gold'])] },
  { name: 'text is none of', filters: [custom('plan', 'string', 'is_none_of', ['gold'])] },
  { name: 'text contains', filters: [custom('note', 'string', 'contains_any_of', ['999'])] },
  { name: 'text matches regex', filters: [custom('note', 'string', 'matches_regex', '9+8$')] },
  { name: 'number more than', filters: [custom('seats', 'number', 'more_than', 10)] },
  { name: 'boolean is', filters: [custom('on_trial', 'boolean', 'is', 'true')] },
  { name: 'array includes', filters: [custom('topics', 'array', 'includes_any_of', ['topic 3'])] },
  { name: 'time less than 10 days ago', filters: [custom('since', 'time', 'less_than_days_ago', 10)] },
  {
    name: 'e-mail address contains',
    filters: [{ type: 'attribute', field: 'email', comparison: 'contains_any_of', value: ['999@'] }],
  },
];

/** @type {Question[]} */
export const historyQuestions = [
  {
    name: 'event more than 0 times in 7 days',
    filters: [{ ...eventCount, comparison: 'more_than', value: 0, within_days: 7 }],
  },
  {
    name: 'event with property, 0 times in 30 days',
    filters: [
      {
        ...eventCount,
        comparison: 'exactly',
        value: 0,
        within_days: 30,
        property: { name: 'category', value_type: 'string', comparison: 'is_any_of', value: ['shoes'] },
      },
    ],
  },
  {
    name: 'money spent more than 10 in 30 days',
    filters: [
      { type: 'purchase', metric: 'money_spent', comparison: 'more_than', value: 10, within_days: 30 },
    ],
  },
];

export const cohortQuestion = { name: 'A and not B', filters: aNotB };

/**
 * Fills a workspace. Two thirds of its profiles are in cohort A, half of them in B; each has nine attributes.
 *
 * @returns The path that lists its segments, and those that tell the size of the segment of a question, by its name.
 */
export async function fillSegments(url, profiles) {
  const now = Date.now();
  const workspaceId = await createWorkspace(url);
  await loadProfiles(url, workspaceId, profiles, (number) => attributesOf(number, now));
  const numbers = Array.from({ length: profiles }, (_, number) => number);
  const isInA = (number) => number % 3 !== 0;
  const isInB = (number) => number % 2 === 0;
  await loadMembers(url, 'A', numbers.filter(isInA));
  await loadMembers(url, 'B', numbers.filter(isInB));
  await sendAll(url, 1, historyOf(profiles, now));
  const workspacePath = `/_emulator/v1/workspaces/${workspaceId}/segments`;
  const paths = {};
  for (const question of [cohortQuestion, ...attributeQuestions, ...historyQuestions]) {
    const segmentId = await createSegment(url, workspaceId, question);
    paths[question.name] = `${workspacePath}/${segmentId}/size`;
  }
  return { workspacePath, paths };
}

function attributesOf(number, now) {
  return {
    country: ['NL', 'BE', 'DE'][number % 3],
    first_name: `Name ${number % 100}`,
    email: `customer-${number}@example.com`,
    plan: ['gold', 'silver', 'none', 'platinum'][number % 4],
    seats: number % 17,
    note: `wrote to us about order ${number}`,
    on_trial: number % 5 === 0,
    topics: [`topic ${number % 7}`, `topic ${number % 11}`],
    since: new Date(now - (number % 60) * dayMs).toISOString(),
  };
}

/** An event and a purchase of every tenth profile, in the last 30 days. */
function* historyOf(profiles, now) {
  for (let first = 0; first < profiles; first += 10 * trackedPerRequest) {
    const length = Math.min(trackedPerRequest, Math.ceil((profiles - first) / 10));
    const numbers = Array.from({ length }, (_, index) => first + 10 * index);
    const events = numbers.map((number) => ({ name: 'opened', ...occurrenceOf(number, now) }));
    const purchases = numbers.map((number) => ({
      product_id: 'socks',
      currency: 'EUR',
      price: 9.99,
      quantity: 1 + (number % 3),
      ...occurrenceOf(number, now),
    }));
    yield restRequest('/users/track', { events, purchases });
  }
}

function occurrenceOf(number, now) {
  return {
    external_id: externalIdOf(number),
    time: new Date(now - ((number / 10) % 30) * dayMs).toISOString(),
    properties: { category: number % 20 === 0 ? 'shoes' : 'socks' },
  };
}
