import type { JournalEntry } from '../../domain/journal/journal.js';
import { type TrafficPoint, type TrafficWindow, trafficWindow } from '../../domain/journal/traffic.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { listJournalEntriesAt } from '../../store/journal.js';
import { type ImportRow, listImports as listStoredImports, readTraffic } from '../../store/traffic.js';
import type { Context } from '../context.js';

/** What arrived lately. */
export interface Traffic {
  window: TrafficWindow;
  /** Those in which something arrived, the oldest first. */
  points: TrafficPoint[];
  lastRefused: JournalEntry | null;
}

/** @param workspace  `null` for requests whose keys name no workspace. */
export function getTraffic(
  context: Context,
  workspace: Workspace | null,
  { windowMs, points }: { windowMs: number; points: number },
): Traffic {
  const { database, clock } = context;
  const window = trafficWindow(clock.now(), windowMs, points);
  const found = readTraffic(database, workspace?.number ?? 0, window);
  const [refused] = found.lastRefused === null ? [] : listJournalEntriesAt(database, [found.lastRefused]);
  return { window, points: found.points, lastRefused: refused?.entry ?? null };
}

/** What each partner has imported into a workspace; those that have sent nothing are left out. */
export function listImports({ database }: Context, workspace: Workspace): ImportRow[] {
  return listStoredImports(database, workspace.number);
}
