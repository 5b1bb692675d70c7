import type { AnswerOf } from '../../client/call.js';
import { idOf, nameOf } from '../../client/identity.js';
import { visible } from '../../platform/visible.js';
import { exitCodes } from '../exit-codes.js';
import { askWorkspace, type CohortCommandOptions } from './ask-workspace.js';

/**
 * Says whether somebody is in a cohort, and why.
 *
 * @param id  As lists of members have it: an external id, `device:…` or `label:name`.
 * @returns The exit code: 1 when they are not in it.
 * @throws CommandError as `askWorkspace`.
 */
export async function explain(
  options: CohortCommandOptions,
  partner: string,
  cohortId: string,
  id: string,
): Promise<number> {
  const params = { partner, cohort_id: cohortId };
  const its = await askWorkspace(options, (server, ws) =>
    server.call('explainMember', { params: { ...params, ws }, query: { id } }),
  );
  const lines = options.json ? [JSON.stringify(its)] : linesOf(its, cohortId);
  process.stdout.write(lines.map((line) => `${visible(line)}\n`).join(''));
  return its.member ? exitCodes.fine : exitCodes.negative;
}

function linesOf(its: AnswerOf<'explainMember'>, cohortId: string): string[] {
  const who = its.user === null ? nameOf(its.identifier) : idOf(its.user);
  const { requests, request_count: count } = its;
  const more = count > requests.length ? ` and ${count - requests.length} more` : '';
  return [
    `${who} is ${its.member ? '' : 'not '}in ${cohortId}: ${its.message}.`,
    ...(its.advice === undefined ? [] : [`${its.advice}.`]),
    ...(count === 0 ? [] : [`Named by ${requests.join(', ')}${more}`]),
  ];
}
