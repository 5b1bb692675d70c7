// Database files with many plain profiles. They take long to fill, so sets share them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startCommand } from './builds.mjs';
import { createWorkspace, loadProfiles } from './world.mjs';

/** @param {string} folder */
export function profileFilesIn(folder) {
  const filled = new Set();
  const flagsOf = (file) => ['--no-quickstart', '--db', file];
  const files = {
    /** Fills a new file of a build. @returns How long the import took, in ms. */
    async fill(build, profiles) {
      const file = join(folder, `${build.name}-${profiles}.db`);
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
      const server = await startCommand(build, flagsOf(file));
      try {
        const workspaceId = await createWorkspace(server.url);
        const started = performance.now();
        await loadProfiles(server.url, workspaceId, profiles);
        filled.add(file);
        return performance.now() - started;
      } finally {
        await server.stop();
      }
    },
    /** Starts a build on its file with so many profiles, which it has not been asked for since. */
    async open(build, profiles) {
      const file = join(folder, `${build.name}-${profiles}.db`);
      if (!filled.has(file)) await files.fill(build, profiles);
      return startCommand(build, flagsOf(file));
    },
  };
  return files;
}
