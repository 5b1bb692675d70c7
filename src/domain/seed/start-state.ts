import type { Endpoint } from '../endpoint.js';
import { assertAllCanStrike } from '../fault.js';
import type { Partner } from '../workspaces/partner.js';
import type { NewWorkspace } from './blueprint.js';
import {
  quickstartDataImportKey,
  quickstartRestApiKey,
  quickstartWorkspace,
  quickstartWorkspaceId,
} from './quickstart.js';

/** What a server is configured to begin with, from a seed file or an object of the same shape. */
export interface Seed {
  partners: readonly Partner[];
  workspaces: readonly NewWorkspace[];
}

/** What an empty storage is filled with, and what a reset goes back to. */
export interface StartState {
  partners: readonly Partner[];
  workspaces: readonly NewWorkspace[];
}

export const emptySeed: Seed = { partners: [], workspaces: [] };

/**
 * The seed's workspaces in their order, then the quickstart one. That one gives way to a seed that takes its id or one of its
 * keys: it is for servers that nobody has configured.
 */
export function startStateOf(seed: Seed, withQuickstart: boolean): StartState {
  const isQuickstartWanted = withQuickstart && !takesFromQuickstart(seed);
  const workspaces = isQuickstartWanted ? [...seed.workspaces, quickstartWorkspace] : seed.workspaces;
  return { partners: seed.partners, workspaces };
}

/** @throws EmulatorError `invalid_request` for a fault that no request to these endpoints can meet. */
export function assertFaultsCanStrike(state: StartState, endpoints: readonly Endpoint[]): void {
  for (const [index, { faults = [] }] of state.workspaces.entries()) {
    assertAllCanStrike(faults, endpoints, `workspaces[${index}].faults`);
  }
}

/** True when the id or a key of the quickstart workspace is used by the seed for something of its own. */
export function takesFromQuickstart(seed: Seed): boolean {
  const keys = [
    ...seed.partners.flatMap((partner) => partner.apiKeys.map((its) => its.key)),
    ...seed.workspaces.flatMap((workspace) => [
      ...(workspace.restApiKeys ?? []).map((its) => its.key),
      ...(workspace.partners ?? []).flatMap((its) => its.dataImportKeys ?? []),
    ]),
  ];
  return (
    keys.includes(quickstartDataImportKey) ||
    keys.includes(quickstartRestApiKey) ||
    seed.workspaces.some(({ id }) => id === quickstartWorkspaceId)
  );
}
