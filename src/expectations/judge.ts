import type { Mode } from '../client/call.js';
import { EmulatorError, type ErrorCode } from '../domain/errors.js';
import type { Verdict } from '../kit/verdict.js';
import type { EmulatorHandle } from '../library/emulator.js';
import { type Check, checksOf, type Judged } from './checks.js';
import type { Expectations } from './expectations.js';

/** Which workspace is judged, and what else counts. */
export interface JudgeOptions {
  /** Goes before the one that the expectations name. */
  workspace?: string;
  /** When neither names one. When this does not either: the only one there is. */
  usualWorkspace?: string;
  /**
   * Whether nobody else uses the server, so that requests which reached no workspace count as refusals. Left out: whether it
   * has one workspace.
   */
  isAlone?: boolean;
}

/** What became of one expectation. */
export interface Result {
  name: string;
  passed: boolean;
  /** What is otherwise than expected, and why; several lines. `null` when it passed. */
  message: string | null;
}

/** What became of all of them. */
export interface Verification {
  workspace: { id: string; name: string };
  results: Result[];
}

/** Whether there is nothing to judge. */
export function expectsNothing(expectations: Expectations): boolean {
  return checksOf(expectations).length === 0;
}

/**
 * Holds a workspace against what is expected of it.
 *
 * @throws EmulatorError `not_reachable`, `workspace_not_found`, `invalid_request` when it is not clear which workspace is
 * meant, and what else keeps the server from answering.
 */
export async function judge<M extends Mode | 'either'>(
  expectations: Expectations,
  emulator: EmulatorHandle<M>,
  options: JudgeOptions = {},
): Promise<Verification> {
  const { workspace = expectations.workspace ?? options.usualWorkspace } = options;
  const its = emulator as unknown as EmulatorHandle<'either'>;
  const shop = await its.workspace(workspace ?? (await onlyWorkspace(its)));
  const { isAlone = (await its.workspaces()).length === 1 } = options;
  // A request whose keys name the workspace without opening it is in both journals.
  const strays = (isAlone ? await its.strayRequests() : []).filter((entry) => entry.workspace !== shop.id);
  const judged = { shop, strays };
  const results: Result[] = [];
  for (const check of checksOf(expectations)) results.push(await resultOf(check, judged));
  return { workspace: { id: shop.id, name: shop.name }, results };
}

async function onlyWorkspace(emulator: EmulatorHandle<'either'>): Promise<string> {
  const all = await emulator.workspaces();
  const [only, second] = all;
  if (only !== undefined && second === undefined) return only.id;
  const shown = all.slice(0, 5).map(({ id, name }) => `${id} (${name})`);
  const more = all.length > shown.length ? `, and ${all.length - shown.length} more` : '';
  const has = only === undefined ? 'no workspace' : `${all.length} workspaces: ${shown.join(', ')}${more}`;
  throw new EmulatorError(
    'invalid_request',
    `The server has ${has}; say which is meant with --workspace, BRAZE_EMULATOR_WORKSPACE or workspace in the file`,
    { path: 'workspace' },
  );
}

/** What is said of the thing that was to be looked at, and not of the server. */
const failures: readonly ErrorCode[] = [
  'cohort_not_found',
  'partner_not_found',
  'segment_not_found',
  'journal_incomplete',
];

async function resultOf({ name, judge }: Check, judged: Judged): Promise<Result> {
  let verdict: Pick<Verdict, 'pass' | 'message'>;
  try {
    verdict = await judge(judged);
  } catch (error) {
    if (!(error instanceof EmulatorError && failures.includes(error.code))) throw error;
    verdict = { pass: false, message: error.message };
  }
  return { name, passed: verdict.pass, message: verdict.pass ? null : verdict.message };
}
