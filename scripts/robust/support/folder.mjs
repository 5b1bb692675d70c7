import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder; whoever asks for it removes it. */
export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'braze-cohort-emulator-robust-'));
