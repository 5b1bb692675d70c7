import { EmulatorError } from '../../domain/errors.js';
import { type Expression, filterExpression, segmentExpression } from '../../domain/segments/expression.js';
import {
  type Criterion,
  failingCriteria,
  type JudgedCriterion,
  type Judgement,
  judgeCriteria,
} from '../../domain/segments/failing-criteria.js';
import { matches } from '../../domain/segments/matches.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { getProfileFacts } from '../../store/users/profile-facts.js';
import { type Context, nowOf } from '../context.js';
import { listMatching } from '../users/reading/list-matching.js';
import { filterNamesOf } from './describe-segment.js';
import { definitionsOf } from './evaluate.js';
import { getSavedSegment } from './read-segments.js';

/** Whether somebody is in a segment, what keeps them out, and how they fare by each criterion. */
export interface UserLookup {
  isMember: boolean;
  failing: Criterion[];
  criteria: JudgedCriterion[];
}

/**
 * User Lookup of the dashboard: by external id or Braze id. [doc] creating_a_segment
 *
 * @throws EmulatorError `segment_not_found`, `user_not_found`.
 */
export function lookUpUser(
  context: Context,
  workspace: Workspace,
  segmentId: string,
  criterion: { externalId: string } | { brazeId: string },
): UserLookup {
  const { definition } = getSavedSegment(context, workspace, segmentId);
  const [profileNumber] = listMatching(context.database, workspace.number, criterion);
  if (profileNumber === undefined) {
    const [name, value] =
      'externalId' in criterion ? ['external_id', criterion.externalId] : ['braze_id', criterion.brazeId];
    throw new EmulatorError('user_not_found', `No profile of this workspace has the ${name} '${value}'`);
  }
  const facts = getProfileFacts(context.database, workspace, profileNumber);
  const now = nowOf(context, workspace);
  const findDefinition = definitionsOf(context, workspace);
  const judgement: Judgement = {
    profile: facts.profile,
    isMet(filter) {
      const isLeaf = filter.type === 'apps_used';
      const expression: Expression = isLeaf
        ? { kind: 'filter', filter }
        : filterExpression(filter, findDefinition);
      return matches(expression, facts, now);
    },
  };
  const names = filterNamesOf(context, workspace);
  return {
    isMember: matches(segmentExpression(definition, findDefinition), facts, now),
    failing: failingCriteria(definition, judgement, names),
    criteria: judgeCriteria(definition, judgement, names).map(({ group: _, ...its }) => its),
  };
}
