/** Braze's limit of identifiers in a request, adds and removes together. */
const batchMax = 1000;

/** What Braze knows a person by: one identifier each. A device matches only as long as its user has no external id. */
function identifierOf({ external_id, alias_label, alias_name, device_id }) {
  if (external_id) return { kind: 'user_ids', value: external_id };
  if (alias_name) return { kind: 'aliases', value: { alias_label, alias_name } };
  return { kind: 'device_ids', value: device_id };
}

const keyOf = ({ kind, value }) => JSON.stringify([kind, value]);

/** Without the devices of those who are identified now: they stay members, and the device means nobody any more. */
export function withoutIdentified(told, people) {
  const identified = new Set(people.filter((its) => its.external_id).map((its) => its.device_id));
  return told.filter(({ kind, value }) => !(kind === 'device_ids' && identified.has(value)));
}

/** Who is to be added and removed, so that those who were told to Braze become those who are in the audience. */
export function changesBetween(told, people) {
  const wanted = new Map(people.map(identifierOf).map((its) => [keyOf(its), its]));
  const known = new Map(told.map((its) => [keyOf(its), its]));
  return {
    add: [...wanted].filter(([key]) => !known.has(key)).map(([, its]) => its),
    remove: [...known].filter(([key]) => !wanted.has(key)).map(([, its]) => its),
  };
}

/** Parts that each fit into a request. */
export function* batchesOf(add, remove) {
  const all = [
    ...remove.map((its) => ({ its, removes: true })),
    ...add.map((its) => ({ its, removes: false })),
  ];
  for (let start = 0; start < all.length; start += batchMax) {
    const part = all.slice(start, start + batchMax);
    const ofKind = (removes) => part.filter((change) => change.removes === removes).map(({ its }) => its);
    yield { add: ofKind(false), remove: ofKind(true) };
  }
}

/** Who is told to Braze once a batch is. */
export function identifiersOf(told, { add, remove }) {
  const gone = new Set(remove.map(keyOf));
  return [...told.filter((its) => !gone.has(keyOf(its))), ...add];
}
