import type { EmulatorHandle, WorkspaceHandle } from '../../src/index.js';

export function fillShop(
  emulator: EmulatorHandle,
  options?: { users?: number; id?: string; name?: string },
): Promise<WorkspaceHandle>;
