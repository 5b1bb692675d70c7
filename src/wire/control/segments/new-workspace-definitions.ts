import type { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../../domain/json.js';
import { newWorkspaceFiltersMax, regexSizeMax } from '../../../domain/limits.js';
import type { NewWorkspace } from '../../../domain/seed/blueprint.js';
import { regexSizeOf } from '../../../domain/segments/filter-places.js';

// What all definitions of a new workspace come to: it is made in one turn, as it is made in one transaction.

/**
 * Refuses a new workspace, as it was sent, for too many filters and names of segments: before any of them is read, which takes
 * most of the time.
 */
export function refuseManyFilters(sent: unknown, context: z.core.$RefinementCtx): unknown {
  const targets = [...elementsOf(sent, 'campaigns'), ...elementsOf(sent, 'canvases')].map((its) =>
    fieldOf(its, 'target'),
  );
  const definitions = [
    ...elementsOf(sent, 'segments').map((its) => fieldOf(its, 'definition')),
    ...targets.map((its) => fieldOf(its, 'additional_filters')),
  ];
  const filters = definitions
    .flatMap((its) => [...elementsOf(its, 'groups'), ...elementsOf(its, 'exclusion_groups')])
    .flatMap((group) => elementsOf(group, 'filters'));
  const named = [...targets, ...filters].flatMap((its) => elementsOf(its, 'segment_ids'));
  const count = filters.length + named.length;
  if (count > newWorkspaceFiltersMax) {
    const message = `expected at most ${newWorkspaceFiltersMax} filters in all segments, campaigns and Canvases, the segments that they name counted with them, received ${count}`;
    context.addIssue({ code: 'custom', path: ['segments'], message });
  }
  return sent;
}

function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value as JsonValue) ? (value as Record<string, unknown>)[name] : undefined;
}

function elementsOf(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

/** Refuses a new workspace for what its regular expressions come to. */
export function refuseLargeRegexes(
  { segments = [], campaigns = [], canvases = [] }: NewWorkspace,
  context: z.core.$RefinementCtx,
): void {
  const targeted = [...campaigns, ...canvases].map(({ target }) => target.additionalFilters);
  const definitions = [...segments.map(({ definition }) => definition), ...targeted];
  const size = definitions.reduce((sum, definition) => sum + regexSizeOf(definition), 0);
  if (size <= regexSizeMax) return;
  const message = `expected regular expressions of at most ${regexSizeMax} characters and classes in all segments, campaigns and Canvases (counted repetitions written out), received ${size}`;
  context.addIssue({ code: 'custom', path: ['segments'], message });
}
