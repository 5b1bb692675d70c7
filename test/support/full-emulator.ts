import { Database } from '../../src/store/database.js';
import { freshEmulator, type TestEmulator, type Transport } from './emulator.js';
import { aUser } from './users/users.js';

const users = Array.from({ length: 2_000 }, (_, index) =>
  aUser({ externalId: `cust-${index}`, deviceIds: [`device-${index}`] }),
);
const vip = { partner: 'hightouch', cohortId: 'vip', members: [{ externalId: 'cust-1' }] };

/** An emulator with a full workspace, and a look at how many profiles are stored in all. */
export async function fullEmulator({
  file,
  transport = 'in process',
}: {
  file?: string;
  transport?: Transport;
} = {}) {
  const database = Database.open(file);
  const t = await freshEmulator({ database, transport, workspace: { users, cohorts: [vip] } });
  return { t, stored: () => storedProfiles(database) };
}

/** The same, opened again. */
export async function reopenedEmulator(
  file: string,
): Promise<{ t: TestEmulator; stored: () => number | undefined }> {
  const database = Database.open(file);
  return { t: await freshEmulator({ database }), stored: () => storedProfiles(database) };
}

/** How many profiles are stored, of whatever workspace. */
function storedProfiles(database: Database): number | undefined {
  return database.get<{ count: number }>('SELECT count(*) AS count FROM profiles')?.count;
}
