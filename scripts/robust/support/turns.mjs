// Runs inside the server that is watched: how long a turn of its event loop keeps its thread busy, in milliseconds of
// processor time. On a machine that does much else a probe is slow for no fault of the server; this is not. Linux alone
// tells it.
import { existsSync, openSync, readSync } from 'node:fs';

const statistics = `/proc/self/task/${process.pid}/schedstat`;
/** `undefined` where the system does not tell. */
let longest;

if (existsSync(statistics)) {
  const file = openSync(statistics, 'r');
  const bytes = Buffer.alloc(64);
  const busyMs = () =>
    Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)).split(' ')[0]) / 1e6;
  let last = busyMs();
  longest = 0;
  const look = () => {
    const now = busyMs();
    longest = Math.max(longest, now - last);
    last = now;
    setTimeout(look, 1).unref();
  };
  setTimeout(look, 1).unref();
}

/** Asked for the longest turn since it was asked last. */
process.on('message', (question) => {
  if (question !== 'longest turn') return;
  process.send(longest ?? null);
  if (longest !== undefined) longest = 0;
});
