// Loaded into the server under test: how long a turn of its event loop keeps its thread busy, in milliseconds of processor
// time. A probe is slow on a machine that does much else; this is not. Linux alone tells it.
import { existsSync, openSync, readSync, writeFileSync } from 'node:fs';

const told = process.env.ROBUST_TURNS_FILE;
const statistics = `/proc/self/task/${process.pid}/schedstat`;

if (told !== undefined && existsSync(statistics)) {
  const file = openSync(statistics, 'r');
  const bytes = Buffer.alloc(64);
  const busyMs = () =>
    Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)).split(' ')[0]) / 1e6;
  let last = busyMs();
  let longest = 0;
  const look = () => {
    const now = busyMs();
    longest = Math.max(longest, now - last);
    last = now;
    setTimeout(look, 1).unref();
  };
  setTimeout(look, 1).unref();
  process.on('SIGUSR2', () => {
    writeFileSync(told, `${longest}\n`);
    longest = 0;
  });
}
