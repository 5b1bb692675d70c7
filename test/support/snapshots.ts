import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { keepAlive } from '../../src/store/open-sqlite.js';
import { controlBase } from './control.js';
import type { Answer, TestEmulator } from './emulator.js';

/** The bytes of a snapshot. */
export async function download(t: TestEmulator, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of t.emulator.openSnapshot(name).content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** @param name  With the query, if any. */
export function upload(t: TestEmulator, name: string, file: Uint8Array): Promise<Answer> {
  return t.send(`${controlBase}/snapshots/${name}`, { method: 'PUT', body: new Uint8Array(file) });
}

const tailBytes = 4 + 32 + 16;

/** The file with a checksum that fits whatever was done to it before. */
export function signed(file: Buffer): Buffer {
  const end = file.length - 32 - 16;
  const digest = createHash('sha256').update(file.subarray(0, end)).digest();
  return Buffer.concat([file.subarray(0, end), digest, file.subarray(file.length - 16)]);
}

/** The file after something was done to the database in it, with a checksum that fits. */
export function edited(file: Buffer, edit: (database: Sqlite.Database) => void): Buffer {
  const textBytes = file.readUInt32BE(file.length - tailBytes);
  const imageBytes = file.length - tailBytes - textBytes;
  const database = keepAlive(new Sqlite(file.subarray(0, imageBytes)));
  edit(database);
  return signed(Buffer.concat([database.serialize(), file.subarray(imageBytes)]));
}
