// A thread of its own that asks for the health of a server and sends a cohort request of one id, over and over, each over its
// own connection, and notes how long each answer took. The thread that sends hostile requests would be late itself.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';

const pauseMs = 2;

/**
 * @param {string} url
 * @param {Buffer[]} requests  Each is sent over a connection of its own.
 * @returns A prober: `watch` starts a new measurement, and what it returns ends it with the slowest wait in milliseconds.
 */
export async function startProber(url, requests) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url, requests } });
  const ask = async (question) => {
    worker.postMessage(question);
    const [answer] = await once(worker, 'message');
    return answer;
  };
  await ask('ready');
  return {
    /** @param endsProbes  Whether what is watched takes away what the probes ask for. */
    async watch(endsProbes = false) {
      await ask(endsProbes ? 'begin the last' : 'begin');
      return () => ask('end');
    },
    stop: () => worker.terminate(),
  };
}

if (workerData?.requests !== undefined) probeForEver(workerData);

function probeForEver({ url, requests }) {
  let slowest = 0;
  let isLast = false;
  const open = new Set();
  for (const request of requests)
    void probe(
      url,
      Buffer.from(request),
      open,
      (ms) => (slowest = Math.max(slowest, ms)),
      () => isLast,
    );
  parentPort.on('message', async (question) => {
    if (question.startsWith('begin')) slowest = 0;
    if (question === 'begin the last') isLast = true;
    // What is still waiting counts too.
    if (question === 'end') await Promise.all([...open].map((its) => its.answered));
    parentPort.postMessage(slowest);
  });
}

async function probe(url, request, open, tell, mayEnd) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  for (;;) {
    const sentAt = performance.now();
    const current = { answered: once(socket, 'data') };
    open.add(current);
    socket.write(request);
    const [answer] = await current.answered;
    open.delete(current);
    tell(performance.now() - sentAt);
    if (!answer.toString('latin1', 0, 12).startsWith('HTTP/1.1 2')) {
      if (mayEnd()) return;
      throw new Error(`A probe was answered ${answer}`);
    }
    await sleep(pauseMs);
  }
}
