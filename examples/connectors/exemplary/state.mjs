import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// What Braze was told: the name of the cohort, and an identifier of each member.

export function readState(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { members: [] };
  }
}

/** Whole or not at all, also if the machine stops meanwhile. */
export function writeState(folder, state) {
  const file = path.join(folder, 'state.json');
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
