// What is done to requests, and which of it.

/** Of requests that change something: the connector is told what is not so. */
const ofWrites = [
  'drop_and_say_success',
  'hold_until_after_the_next',
  'cut_bytes',
  'cut_bytes_and_send_twice',
  'say_success_instead',
];
/** Of requests with lists of identifiers. */
const ofLists = ['truncate_lists', 'truncate_lists', 'double_in_list'];
/** Of cohort changes. */
const ofMembers = ['double_across_lists', 'merge_into_the_next'];
const ofAll = [
  'drop_and_reset',
  'drop_in_silence',
  'double',
  'double_at_once',
  'double_after_the_next',
  'cut_connection',
  'delay',
  'delay_until_after_the_repeat',
  'delay_answer',
  'delay_answer_too_long',
  'lose_answer',
  'say_failure_instead',
];

/** What can be done to a request. */
export function kindsFor(path, body) {
  return [
    ...ofAll,
    ...(path.startsWith('/users/export/') ? [] : ofWrites),
    ...(listsIn(body).length > 0 ? ofLists : []),
    ...(body.cohort_changes === undefined ? [] : ofMembers),
  ];
}

/**
 * What happens in a run: to some of its requests, and to waits that are left out.
 *
 * @param baseline  Of the same run without mutations: `requests`, each with path and body, and how many `sleeps`.
 */
export function choosePlan(random, { requests, sleeps }) {
  const plan = { requests: new Map(), hurries: new Set() };
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  for (let index = 0; index < count; index++) {
    if (sleeps > 0 && random.chance(0.15)) {
      plan.hurries.add(random.below(sleeps));
      continue;
    }
    const at = random.below(requests.length);
    const { path, body } = requests[at];
    // What chance decides about it is drawn now, so that it does not hang on what happens before.
    const shares = Array.from({ length: 8 }, () => random.below(1_000) / 1_000);
    plan.requests.set(at, { kind: random.pick(kindsFor(path, body)), shares });
  }
  return plan;
}

export function describePlan({ requests, hurries }) {
  const changes = [...requests].map(([at, { kind }]) => `${kind} request ${at + 1}`);
  return [...changes, ...[...hurries].map((at) => `leave_out wait ${at + 1}`)].join(', ');
}

/** The lists of identifiers of a body, which may be changed. */
export function listsIn(body) {
  const changes = body?.cohort_changes ?? [];
  const lists = changes.flatMap(({ user_ids, device_ids, aliases }) => [user_ids, device_ids, aliases]);
  return [...lists, body?.attributes].filter((list) => list?.length > 0);
}

/** Takes the end away from lists, at least one of all their entries. */
export function truncateLists(body, shares) {
  const lists = listsIn(body);
  for (const [index, list] of lists.entries()) {
    if (index === 0 || shares[1] < 0.5) list.length = Math.floor(list.length * shares[2 + (index % 6)]);
  }
}

/** Some of a list stand in it twice. */
export function doubleInList(body, shares) {
  const lists = listsIn(body);
  const list = lists[Math.floor(shares[0] * lists.length)];
  list.push(...list.slice(0, 1 + Math.floor(shares[1] * list.length)));
}

/** Some who are added are removed as well, or the other way round. */
export function doubleAcrossLists(body, shares) {
  const { should_remove, ...lists } = body.cohort_changes[Math.floor(shares[0] * body.cohort_changes.length)];
  const some = Object.entries(lists).map(([name, list]) => [
    name,
    list.slice(0, 1 + Math.floor(shares[1] * list.length)),
  ]);
  body.cohort_changes.push({ ...Object.fromEntries(some), ...(!should_remove && { should_remove: true }) });
}
