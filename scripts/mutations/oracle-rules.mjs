// Which rules what arrived breaks, by docs/reference/contract-rules.md alone. Each rule answers `true` for broken, `false`
// for kept, `undefined` where some milliseconds of this machine decide, as of the same request sent twice at once. An
// oracle looks at all requests at once; the emulator, at one after the other.
import { isInFlight, waitBetween } from './requests.mjs';

const isRepeated = (ids) => new Set(ids).size < ids.length;

/** Whether a wait is shorter than a limit; `undefined` where that is not known. */
function isBelow({ least, most }, limit) {
  return most < limit ? true : least < limit ? undefined : false;
}

/** Whether some wait is longer than one before it, by a quarter; `undefined` where that is not known. */
function doGrow(waits) {
  return some(waits, ({ least, most }, at) =>
    some(waits.slice(0, at), (earlier) =>
      least >= earlier.most * 1.25 ? true : most >= earlier.least * 1.25 ? undefined : false,
    ),
  );
}

/** `true` if one is, `undefined` if one may be. */
function some(list, judge) {
  const answers = list.map(judge);
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** By the id of the rule. @param entries  Of `readLog`. @param effects  Of `membersBy`. */
export const rules = {
  // A name that arrived counts also when its answer was lost; not to send it again breaks another rule.
  names_before_filling: (entries, effects) =>
    entries.some(
      (its) =>
        its.ids.length > 0 &&
        !(its.status >= 400 && its.status < 423) &&
        !entries.slice(0, its.index).some((e) => e.kind === 'naming' && effects.has(e)),
    ),

  names_after_rename: (entries) =>
    entries.some((its) => {
      if (its.ids.length === 0) return false;
      const namings = entries.slice(0, its.index).filter((e) => e.kind === 'naming' && e.body);
      const accepted = namings.findLast((e) => e.isAccepted);
      const last = namings.findLast((e) => e.isAccepted || e.body.name !== accepted?.body.name);
      return accepted !== undefined && last !== accepted;
    }),

  identifiers_per_request: (entries) => entries.some(({ ids }) => ids.length > 1_000),

  no_repeated_identifiers: (entries) =>
    entries.some(({ adds, removes }) => isRepeated(adds) || isRepeated(removes)),

  no_add_and_remove: (entries) =>
    entries.some(({ adds, removes }) => isRepeated([...new Set(adds), ...new Set(removes)])),

  no_identified_devices: (_, effects) => [...effects.values()].some((its) => its.hasIdentifiedDevice),

  deltas_only(entries, effects) {
    const added = new Set();
    let isBroken = false;
    for (const its of entries) {
      const repeated = its.adds.filter((id) => added.has(id)).length;
      if (repeated > 1 && repeated > its.adds.length / 2) isBroken = true;
      if (!its.isAccepted) continue;
      for (const id of effects.get(its)?.matched ?? []) added.add(id);
      for (const id of its.removes) added.delete(id);
    }
    return isBroken;
  },

  settles_before_filling(entries) {
    const created = new Map();
    return some(entries, (its) => {
      if (its.path === '/users/track' && its.isAccepted) {
        for (const { external_id } of its.body.attributes) {
          if (!created.has(`user ${external_id}`)) created.set(`user ${external_id}`, its);
        }
      }
      return some(
        its.adds.filter((id) => created.has(id)),
        (id) => isBelow(waitBetween(created.get(id), its), 100),
      );
    });
  },

  waits_for_reset(entries) {
    let limited;
    const hasOverlap = entries.some((its, index) => index > 0 && isInFlight(its, entries[index - 1]));
    return some(entries, (its) => {
      if (its.kind === 'other') return false;
      const before = limited;
      if (its.status === 429) limited = its;
      if (before === undefined) return false;
      if (isInFlight(its, before)) return its.payload === before.payload ? undefined : false;
      const askedMs = Number(before.answer.headers['x-ratelimit-retry-after']) * 1_000;
      const isEarly = isBelow(waitBetween(before, its), askedMs - 100);
      if (isEarly === false && limited === before) limited = undefined;
      // Whoever sends several at once may have had another on its way.
      return isEarly && hasOverlap && its.payload !== before.payload ? undefined : isEarly;
    });
  },

  sends_failed_again: (entries) =>
    some(entries, (its) => {
      if (!its.isWrite || !(its.isLost || its.isFailed || its.status === 429)) return false;
      const later = entries.slice(its.index + 1).filter((e) => e.isWrite && e.cohort === its.cohort);
      const same = entries.filter((e) => e.isWrite && e.payload === its.payload);
      const isOpen = (e) => e.isLost || e.isFailed || e.status === 429;
      if (later.some((e) => e.payload === its.payload && !isOpen(e))) return false;
      const start = same.findLastIndex((e) => e.index < its.index && !isOpen(e)) + 1;
      if (same.slice(start).filter(isOpen).length >= 3) return false;
      if (its.kind === 'naming' && later.some((e) => e.kind === 'naming')) return false;
      const laterIds = new Set(later.filter((e) => e.payload !== its.payload).flatMap((e) => e.ids));
      if (its.kind === 'members' && its.ids.every((id) => laterIds.has(id))) return false;
      // Of two at once nobody can say which came first.
      const isTwin = same.some((e) => e.index < its.index && isInFlight(its, e) && e.isAccepted);
      return isTwin ? undefined : true;
    }),

  backs_off(entries) {
    const chains = new Map();
    return some(entries, (its) => {
      if (!its.isWrite) return false;
      const { last, waits = [] } = chains.get(its.payload) ?? {};
      if (last !== undefined && isInFlight(its, last)) return undefined;
      const all = last === undefined ? [] : [...waits, waitBetween(last, its)];
      if (its.isFailed || its.isLost) chains.set(its.payload, { last: its, waits: all });
      else chains.delete(its.payload);
      if (last === undefined) return false;
      const isEarly = isBelow(all.at(-1), 100);
      if (isEarly !== false) return isEarly;
      if (all.length < 3 || isBelow(all.at(-1), 60_000) === false) return false;
      const grows = doGrow(all);
      return grows === undefined ? undefined : !grows;
    });
  },

  no_repeated_refusals: (entries) =>
    some(entries, (its) => {
      const isRefused = (e) => e.status === 400 || e.status === 401;
      if (!isRefused(its) || (its.kind === 'members' && its.body && its.ids.length === 0)) return false;
      const same = (e) => e.payload === its.payload;
      const before = entries.slice(0, its.index).findLast((e) => same(e) && (isRefused(e) || e.isAccepted));
      if (before === undefined || before.isAccepted) return false;
      if (isInFlight(its, before)) return undefined;
      return isBelow(waitBetween(before, its), 600_000);
    }),

  survives_no_json(entries) {
    const its = entries.at(-1);
    if (its === undefined || !(its.isFailed && isNoJson(its))) return false;
    const pages = entries.filter((e) => e.index < its.index && isNoJson(e));
    return !pages.some((e) => e.payload === its.payload);
  },
};

function isNoJson({ answer }) {
  return answer !== undefined && !/json/.test(answer.headers['content-type'] ?? '');
}
