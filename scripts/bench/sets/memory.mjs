// How much memory the process has with many profiles in ten large cohorts.
import { join } from 'node:path';
import { startCommand } from '../builds.mjs';
import { residentMemory } from '../processes.mjs';
import { resultOf } from '../rounds.mjs';
import { createWorkspace, loadMembers, loadProfiles } from '../world.mjs';

export const title = 'Memory';
export const about =
  'MB of a process (RSS) that has just imported the profiles and filled ten cohorts with half of them each.';

const cohorts = 10;

export default async function memory({ builds: [ours], sizes: [, profiles] }, { folder, atEnd }) {
  const now = {};
  const peak = {};
  const storages = { 'ours, in memory': [], 'ours, --db': ['--db', join(folder, 'memory.db')] };
  for (const [by, flags] of Object.entries(storages)) {
    const { url, pid, stop } = await startCommand(ours, ['--no-quickstart', ...flags]);
    atEnd(stop);
    await loadProfiles(url, await createWorkspace(url), profiles);
    for (let cohort = 0; cohort < cohorts; cohort++)
      await loadMembers(url, `cohort ${cohort}`, numbersOfHalf(profiles, cohort));
    const memory = residentMemory(pid);
    now[by] = [memory.now];
    peak[by] = [memory.peak];
    await stop();
  }
  const size = `${profiles.toLocaleString('en')} profiles`;
  return [resultOf(size, 'MB', now), resultOf(`${size}, at most so far`, 'MB', peak)];
}

/** Another half for each cohort. */
function numbersOfHalf(profiles, cohort) {
  const length = Math.floor(profiles / 2);
  const first = Math.floor((cohort * length) / cohorts);
  return Array.from({ length }, (_, index) => first + index);
}
