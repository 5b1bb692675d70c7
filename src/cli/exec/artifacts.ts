import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from '../../client/api.js';
import { messageOf } from '../../domain/errors.js';
import type { EmulatorOf } from '../../library/emulator.js';
import { CommandError, exitCodes } from '../exit-codes.js';

const databaseName = 'braze-emulator.db';
const logName = 'braze-emulator.log';
const journalName = 'braze-emulator-journal.ndjson';
/** Beside the database while it is open, and after a kill. */
const databaseParts = ['', '-wal', '-shm'].map((suffix) => databaseName + suffix);

/** What a failed run leaves in a folder: database, log and journal. Those of an earlier run give way. */
export class Artifacts {
  readonly database: string;
  private readonly log: number;

  /** @throws CommandError when the folder cannot be written to. */
  constructor(readonly folder: string) {
    this.database = path.join(folder, databaseName);
    try {
      mkdirSync(folder, { recursive: true });
      this.remove();
      this.log = openSync(path.join(folder, logName), 'wx');
    } catch (error) {
      const reason = `--keep-artifacts: nothing can be written to ${folder}: ${messageOf(error)}`;
      throw new CommandError(exitCodes.usage, reason);
    }
  }

  writeLog(line: string): void {
    writeSync(this.log, `${line}\n`);
  }

  /** Writes every request that came, a line each: those of each workspace, then those that reached none. */
  async writeJournal(emulator: EmulatorOf): Promise<void> {
    const file = openSync(path.join(this.folder, journalName), 'wx');
    const write = (entries: readonly JournalEntry[]) => {
      for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`);
    };
    try {
      for (const { id } of await emulator.workspaces()) {
        write(await (await emulator.workspace(id)).requests());
      }
      write(await emulator.strayRequests());
    } finally {
      closeSync(file);
    }
  }

  /** Closes the log, once nothing is told any more. @param isKept  Otherwise everything is removed. */
  end(isKept: boolean): void {
    closeSync(this.log);
    if (!isKept) this.remove();
  }

  private remove(): void {
    for (const name of [...databaseParts, logName, journalName]) {
      rmSync(path.join(this.folder, name), { force: true });
    }
  }
}
