import type { Fault, NewFault } from '../../src/domain/fault.js';
import type { Workspace } from '../../src/domain/workspaces/workspace.js';
import type { Emulator } from '../../src/emulator.js';
import { workspaceOf } from './control.js';
import type { TestEmulator } from './emulator.js';

/** A fault as the control API shows it. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
export type FaultView = any;

/** Plans a fault over the control API. */
export async function inject(t: TestEmulator, fault: Record<string, unknown>): Promise<FaultView> {
  const answer = await workspaceOf(t)('POST', '/faults', fault);
  if (answer.status !== 201) throw new Error(`The fault was refused: ${answer.text}`);
  return answer.json;
}

/** The fault as it stands now. */
export async function faultOf(t: TestEmulator, { id }: { id: string }): Promise<FaultView> {
  return (await workspaceOf(t)('GET', `/faults/${id}`)).json;
}

/** Resolves once a fault has struck a request; whatever waits then has begun to. */
export function hasStruck(emulator: Emulator, workspace: Workspace, fault: { id: string }): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = emulator.onChanged(() => {
      if (emulator.getFault(workspace, fault.id).struck === 0) return;
      unsubscribe();
      resolve();
    });
  });
}

/** A fault that strikes every request with 503, but for what the test names. */
export function aFault(fields: Partial<NewFault> = {}): NewFault {
  return {
    match: {},
    steps: [{ kind: 'status', status: 503, retryAfterS: null }],
    isSequence: false,
    skip: 0,
    times: null,
    probability: 1,
    ...fields,
  };
}

/** One that is stored, with its counters. */
export function aStoredFault(fields: Partial<Fault> = {}): Fault {
  return { ...aFault(), number: 1, id: 'fault_1', matched: 0, struck: 0, ...fields };
}
