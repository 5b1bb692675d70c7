/** Throws a `TypeError` for bytes that are no UTF-8. */
export const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a request's body whole, counting as it comes, so that a chunked body cannot exceed the limit either.
 *
 * @returns `undefined` when it is larger than `bytesMax`. The rest is then read and thrown away up to a bound, so that a
 * client still sending sees the answer instead of a reset connection.
 */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  // Before `request.body`: asking for that builds a web stream, which takes a fifth of a small request.
  if (declared <= bytesMax) return new Uint8Array(await request.arrayBuffer());
  if (request.body === null) return new Uint8Array();

  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size <= bytesMax) chunks.push(chunk);
    else if (size > bytesMax + drainedBytesMax) break;
  }
  return size > bytesMax ? undefined : Buffer.concat(chunks);
}

/** Reads a refused body on up to a bound, so that a client still sending sees the answer instead of a reset connection. */
export async function drained(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  let size = 0;
  for (let read = await chunks.next(); !read.done && size <= drainedBytesMax; read = await chunks.next()) {
    size += read.value.byteLength;
  }
  await chunks.return?.();
}

/** How much of a refused body is read on. */
export const drainedBytesMax = 64 * 1024 * 1024;
