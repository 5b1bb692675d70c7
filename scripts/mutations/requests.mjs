// What arrived, read for the oracle. Nothing here comes from the source of the emulator.

/** The log of a proxy, read. */
export function readLog(log) {
  return log.map((entry, index) => readEntry(entry, index));
}

function readEntry({ path, text, answer, ...entry }, index) {
  const body = parsed(text);
  const status = answer?.status;
  const [, partner, ending] = /^\/partners\/([^/]+)\/cohorts(\/users)?$/.exec(path) ?? [];
  const kind = partner === undefined ? 'other' : ending === undefined ? 'naming' : 'members';
  const changes = kind === 'members' ? (body?.cohort_changes ?? []) : [];
  const idsOf = (isRemove) =>
    changes.filter((its) => (its.should_remove === true) === isRemove).flatMap(identifiersOf);
  const its = { ...entry, index, path, text, body, status, answer, kind, changes };
  its.adds = idsOf(false);
  its.removes = idsOf(true);
  its.ids = [...its.adds, ...its.removes];
  its.cohort = kind === 'other' ? undefined : body?.cohort_id;
  // A body that is no JSON names no workspace: its keys cannot be read.
  its.isStray = body === undefined && kind !== 'other';
  its.isAccepted = status >= 200 && status < 300;
  its.isLost = status === undefined;
  its.isFailed = status === 423 || status >= 500;
  its.isWrite = kind === 'members' ? its.ids.length > 0 : !path.startsWith('/users/export/') && !its.isStray;
  its.payload = body === undefined ? text : payloadOf(its);
  return its;
}

/** Those of one cohort change, as texts. */
export function identifiersOf({ user_ids = [], device_ids = [], aliases = [] }) {
  return [
    ...user_ids.map((id) => `user ${id}`),
    ...device_ids.map((id) => `device ${id}`),
    ...aliases.map(({ alias_label, alias_name }) => `alias ${alias_label}:${alias_name}`),
  ];
}

function payloadOf({ path, kind, cohort, adds, removes, body }) {
  if (kind === 'members') return JSON.stringify([path, cohort, adds.toSorted(), removes.toSorted()]);
  return JSON.stringify([path, { ...body, partner_api_key: undefined, client_secret: undefined }]);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds from the answer to one request (from its arrival, if there was none) until the arrival of another, on the
 * clock on which it was longer: `least` and `most`, because a request arrives at some time between its sending and its end.
 */
export function waitBetween(before, after) {
  const [tookBefore, tookAfter] = [before, after].map((its) => its.endedAt - its.sentAt + 1);
  const onClock = after.at - before.at;
  const real = after.sentAt - before.endedAt - 1;
  return {
    least: Math.max(onClock - tookBefore, real),
    most: Math.max(onClock + tookAfter, real + tookBefore + tookAfter),
  };
}

/** Whether a request was sent before another, that was sent before it, was answered. */
export function isInFlight(request, earlier) {
  return !earlier.isLost && request.sentAt < earlier.endedAt;
}
