import { EmulatorError } from '../../domain/errors.js';
import type { WorkspaceRequest } from '../page.js';
import { type Draft, readDraft } from './draft.js';

/** Exact counts of what somebody builds, or why there are none. */
export interface Counts {
  /** In all; `undefined` when the definition is refused. */
  size?: number;
  /** By the key of a filter or a group. */
  parts: ReadonlyMap<string, { size: number; remaining?: number }>;
  refusal?: string;
}

/** Asks for the counts of a draft, without the filters that are not complete. */
export async function countDraft(
  { call, workspace }: Pick<WorkspaceRequest, 'call' | 'workspace'>,
  draft: Draft,
): Promise<Counts> {
  const { definition, keys } = readDraft(draft);
  try {
    const { size, counts = [] } = await call('evaluateDefinition', {
      params: { ws: workspace.id },
      query: { limit: 0, counts: 'true' },
      body: { definition },
    });
    return { size, parts: new Map(counts.flatMap((its) => entryOf(keys.get(its.path), its))) };
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    return { parts: new Map(), refusal: error.message };
  }
}

function entryOf<Value>(key: string | undefined, value: Value): [string, Value][] {
  return key === undefined ? [] : [[key, value]];
}
