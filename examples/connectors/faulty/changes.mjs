function identifierOf({ external_id, alias_label, alias_name, device_id }, fault) {
  if (device_id && fault === 'keeps_devices') return { kind: 'device_ids', value: device_id };
  if (external_id) return { kind: 'user_ids', value: external_id };
  if (alias_name) return { kind: 'aliases', value: { alias_label, alias_name } };
  return { kind: 'device_ids', value: device_id };
}

const keyOf = ({ kind, value }) => JSON.stringify([kind, value]);

/** @param known  Who is a member. @param told  Of those, the ones that need not be sent again. */
export function changesBetween(known, told, people, fault) {
  const wanted = new Map(people.map((its) => identifierOf(its, fault)).map((its) => [keyOf(its), its]));
  const identified = new Set(people.filter((its) => its.external_id).map((its) => its.device_id));
  const toldKeys = new Set(told.map(keyOf));
  return {
    all: [...wanted.values()],
    add: [...wanted].filter(([key]) => !toldKeys.has(key)).map(([, its]) => its),
    remove: known.filter(
      (its) => !wanted.has(keyOf(its)) && !(its.kind === 'device_ids' && identified.has(its.value)),
    ),
  };
}

export function* batchesOf(add, remove, fault) {
  const size = { one_by_one: 1, one_big_request: 1_000_000, duplicates: 999 }[fault] ?? 1000;
  const all = [
    ...remove.map((its) => ({ its, removes: true })),
    ...add.map((its) => ({ its, removes: false })),
  ];
  for (let start = 0; start < all.length; start += size) {
    const part = all.slice(start, start + size);
    const ofKind = (removes) => part.filter((change) => change.removes === removes).map(({ its }) => its);
    const batch = { add: ofKind(false), remove: ofKind(true) };
    if (fault === 'duplicates') batch.add.push(...batch.add.slice(0, 1));
    // To be sure that it is new.
    if (fault === 'removes_what_it_adds' && batch.remove.length > 0)
      batch.remove.push(...batch.add.slice(0, 1));
    yield batch;
  }
}
