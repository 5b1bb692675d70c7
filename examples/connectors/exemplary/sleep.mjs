import { setTimeout as delay } from 'node:timers/promises';

const { BRAZE_EMULATOR_SLEEP_URL: sleepUrl } = process.env;

/** Waits. In a test somebody may sleep in our place, which takes no time. */
export async function sleep(ms) {
  if (sleepUrl === undefined) return delay(ms);
  const answer = await fetch(`${sleepUrl}?ms=${Math.ceil(ms)}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`Cannot sleep: ${answer.status} ${await answer.text()}`);
}
