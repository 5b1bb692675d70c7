import type { EmulatorHandle, WorkspaceHandle } from '../../src/index.js';

export const hostileText: string;
export function fillWithHostileTexts(emulator: EmulatorHandle): Promise<WorkspaceHandle>;
