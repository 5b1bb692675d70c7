import { isJsonObject, type JsonValue } from '../../../json.js';
import { BoundedMap } from '../../bounded-map.js';
import { defineRule } from '../../rule.js';

interface Names {
  /** The last one that Braze took. */
  accepted?: string;
  /** A later one that did not arrive. */
  missing?: string;
}

export const namesAfterRename = defineRule({
  id: 'names_after_rename',
  title: 'Sees to it that a new name of a cohort arrives',
  severity: 'warning',
  source: { page: 'partners/isv_partners/cohort_import', confidence: 'doc' },
  why: 'A cohort is named once more when its name changes. A new name that did not arrive leaves the old one in every filter that uses the cohort.',
  fix: 'Send the new name until Braze takes it, before the next members.',
  judges:
    'requests to …/cohorts with another name than before, and members that follow one that did not arrive',
  start(findings) {
    const cohorts = new BoundedMap<string, Names>(10_000);
    return (request) => {
      const { kind, cohort, result, members } = request;
      if (cohort === undefined) return;
      const names = cohorts.get(cohort) ?? {};
      if (kind === 'naming') {
        const name = nameIn(request.body);
        if (name === undefined) return;
        if (names.accepted !== undefined && names.accepted !== name) findings.judge(request);
        if (result === 'accepted') cohorts.set(cohort, { accepted: name });
        else if (names.accepted !== undefined && names.accepted !== name)
          cohorts.set(cohort, { ...names, missing: name });
      } else if (names.missing !== undefined && members !== undefined && members.count > 0) {
        if (!findings.judge(request)) return;
        const shown = JSON.stringify(names.missing);
        findings.breach(
          request,
          `Members are sent, though the new name ${shown} of the cohort has not arrived`,
        );
      }
    };
  },
});

function nameIn(body: JsonValue): string | undefined {
  return isJsonObject(body) && typeof body.name === 'string' ? body.name : undefined;
}
