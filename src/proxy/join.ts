import type { Socket } from 'node:net';

/** One end of a connection through the proxy. */
export interface End {
  /** What is read and written. */
  stream: Socket;
  /** The TCP connection below it, which can be reset. */
  connection: Socket;
}

/**
 * Hands on what comes at either end to the other, and how it ends: an end that is closed for writing alone, one that is
 * closed, one that is reset. When one is gone, so is the other.
 */
export function join(one: End, other: End): void {
  handOn(one, other);
  handOn(other, one);
}

function handOn(from: End, to: End): void {
  let isWhole = false;
  from.stream.on('error', () => {});
  from.stream.once('end', () => (isWhole = true));
  from.stream.once('close', () => {
    if (isWhole) to.stream.destroySoon();
    else reset(to);
  });
  from.stream.pipe(to.stream);
}

function reset({ stream, connection }: End): void {
  if (!connection.destroyed) connection.resetAndDestroy();
  stream.destroy();
}
