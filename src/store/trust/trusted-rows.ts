import type { Database } from '../database.js';
import { RowProblem } from './row-check.js';
import { RowChecks } from './row-checks.js';

/** Stands among the numbers of workspaces for the requests that were let into none. */
export const serverJournal = 0;

/**
 * Which rows of a storage may be relied on: those that this process wrote, and those it has looked at. What was in a file
 * when it was opened is looked at before it is used first.
 */
export class TrustedRows {
  private checks: RowChecks | undefined;
  /** By number of the workspace: how far the look at it has got, or what was found. */
  private readonly doubtful = new Map<number, Generator<undefined> | Error | undefined>();

  /** @throws EmulatorError `storage_unusable` for what the server itself relies on. */
  constructor(private readonly database: Database) {
    // What is in memory, this process has written.
    if (database.file === null) return;
    this.explained(() => this.rowChecks.checkServer());
    for (const number of this.everybody()) this.doubtful.set(number, undefined);
  }

  /**
   * Looks at the rows of a workspace, if nobody has yet.
   *
   * @param letIn  Called between two steps. What it throws ends the look, which goes on where it was when it is asked for again.
   * @throws EmulatorError `storage_unusable`, then every time.
   */
  ensure(workspace: number, letIn: () => void): void {
    if (!this.doubtful.has(workspace)) return;
    const known = this.doubtful.get(workspace);
    if (known instanceof Error) throw known;
    const steps = known ?? this.checkOf(workspace);
    this.doubtful.set(workspace, steps);
    for (;;) {
      try {
        if (this.explained(() => steps.next().done)) break;
      } catch (error) {
        this.doubtful.set(workspace, error as Error);
        throw error;
      }
      letIn();
    }
    this.doubtful.delete(workspace);
  }

  /** Numbers of workspaces whose rows cannot be used. */
  get unusable(): number[] {
    return [...this.doubtful].flatMap(([number, found]) => (found instanceof Error ? [number] : []));
  }

  /**
   * Looks at rows that have taken the place of others: those of a workspace, or all.
   *
   * @throws RowProblem
   */
  checkReplaced(workspace?: number): void {
    if (workspace === undefined) this.rowChecks.checkServer();
    else this.rowChecks.checkNumbering();
    for (const number of workspace === undefined ? this.everybody() : [workspace]) {
      for (const _ of this.checkOf(number));
    }
  }

  /** Relies on rows that `checkReplaced` has looked at, now that they are here to stay. */
  rely(workspace?: number): void {
    if (workspace === undefined) this.doubtful.clear();
    else this.doubtful.delete(workspace);
  }

  private everybody(): number[] {
    const rows = this.database.all<{ workspace: number }>('SELECT workspace FROM workspaces');
    return [serverJournal, ...rows.map(({ workspace }) => workspace)];
  }

  private checkOf(workspace: number): Generator<undefined> {
    return workspace === serverJournal
      ? this.rowChecks.checkServerJournal()
      : this.rowChecks.checkWorkspace(workspace);
  }

  private get rowChecks(): RowChecks {
    this.checks ??= new RowChecks(this.database);
    return this.checks;
  }

  private explained<T>(look: () => T): T {
    try {
      return this.database.withCheckedCells(look);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      throw this.database.unusable(
        `${error.message}. Something else than the emulator wrote that; restore a snapshot, or name another file`,
        error,
      );
    }
  }
}
