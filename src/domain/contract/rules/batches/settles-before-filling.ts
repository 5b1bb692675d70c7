import { isJsonObject, type JsonValue } from '../../../json.js';
import { BoundedMap } from '../../bounded-map.js';
import { type JudgedRequest, waitBetween } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

export const settlesBeforeFilling = defineRule({
  id: 'settles_before_filling',
  title: 'Leaves 100 ms between creating users and adding them to a cohort',
  severity: 'info',
  source: { page: 'api/api_limits', confidence: 'doc' },
  why: 'Braze takes 10 to 100 ms until what one call did is seen by the next. A user who is added to a cohort before that is unknown there, and is passed over without a word.',
  fix: 'Create all users of a sync first, wait a moment, and send the cohort changes then.',
  judges:
    'requests to …/cohorts/users that add users whom a request to /users/track named for the first time',
  thresholds: {
    wait_ms_min: { usual: 100, meaning: 'Milliseconds between the two, at the least.' },
  },
  start(findings, { wait_ms_min }) {
    const created = new BoundedMap<string, Pick<JudgedRequest, 'at' | 'endedAt'>>(100_000);
    return (request) => {
      const { path, body, members, at, endedAt, result } = request;
      if (members !== undefined) {
        const waits = members.adds.flatMap((id) => {
          const creation = created.get(id);
          return creation === undefined ? [] : [waitBetween(creation, request)];
        });
        if (waits.length === 0 || !findings.judge(request)) return;
        const early = waits.filter((wait) => wait < wait_ms_min);
        const shortest = Math.max(0, Math.round(Math.min(...waits)));
        findings.compare(-shortest, `${shortest} ms after the creation`);
        if (early.length === 0) return;
        const whom = early.length === 1 ? 'a user' : `${early.length} users`;
        findings.breach(request, `It adds ${whom} ${shortest} ms after the creation`);
      } else if (path === '/users/track' && result === 'accepted') {
        for (const id of usersIn(body)) if (created.get(id) === undefined) created.set(id, { at, endedAt });
      }
    };
  },
});

/** External ids that a request to /users/track has, as cohort changes have them. */
function usersIn(body: JsonValue): string[] {
  if (!isJsonObject(body)) return [];
  return [body.attributes, body.events, body.purchases].flatMap((list) => {
    if (!Array.isArray(list)) return [];
    return list.flatMap((object) => {
      const id = isJsonObject(object) ? object.external_id : undefined;
      return typeof id === 'string' ? [`user_ids ${JSON.stringify(id)}`] : [];
    });
  });
}
