import type { JudgedRequest } from '../../judged-request.js';
import { isPlainSuccess } from '../../judged-request.js';
import { defineRule } from '../../rule.js';
import { SampledIdentifiers } from '../../sampled-identifiers.js';

export const deltasOnly = defineRule({
  id: 'deltas_only',
  title: 'Sends only who entered or left, not the whole audience again',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'A refresh brings only those who entered or left since the last one. People who are members already cost requests and data points, and whoever left is not removed by sending the rest again.',
  fix: 'Keep what was sent at the last sync, and send the differences.',
  judges: 'requests with adds to …/cohorts/users for a cohort that was filled before',
  thresholds: {
    share_max: {
      usual: 0.5,
      meaning: 'Share of the adds of one request that may have been added before, from 0 to 1.',
    },
    identifiers_max: {
      usual: 1,
      meaning: 'Adds of one request that may have been added before, whatever their share.',
    },
  },
  start(findings, { share_max, identifiers_max }) {
    const sent = new SampledIdentifiers();
    return (request) => {
      const { members, cohort } = request;
      if (members === undefined || cohort === undefined) return;
      if (members.adds.length > 0 && sent.has(cohort) && findings.judge(request)) {
        const share = sent.shareOf(cohort, members.adds);
        const repeated = Math.round(share * members.adds.length);
        if (repeated > 0)
          findings.compare(share, `${repeated} of ${members.adds.length} adds were added before`);
        if (share > share_max && repeated > identifiers_max)
          findings.breach(request, `${repeated} of its ${members.adds.length} adds were added before`);
      }
      // What did not arrive, or may not have, is rightly sent again.
      if (!isPlainSuccess(request)) return;
      sent.add(cohort, without(members.adds, ineffective(request)));
      sent.remove(cohort, members.removes);
    };
  },
});

/** Identifiers that matched nobody, or whose users were skipped: sent later, they may have an effect. */
function ineffective({ outcome }: JudgedRequest): Set<string> {
  if (outcome === null) return new Set();
  const { externalIds, deviceIds, aliases } = outcome.unknown;
  return new Set([
    ...externalIds.map((id) => `user_ids ${JSON.stringify(id)}`),
    ...[...deviceIds, ...outcome.skippedIdentified.deviceIds].map((id) => `device_ids ${JSON.stringify(id)}`),
    ...aliases.map(
      ({ label, name }) =>
        `aliases {"alias_label":${JSON.stringify(label)},"alias_name":${JSON.stringify(name)}}`,
    ),
  ]);
}

function without(ids: readonly string[], left: Set<string>): readonly string[] {
  return left.size === 0 ? ids : ids.filter((id) => !left.has(id));
}
