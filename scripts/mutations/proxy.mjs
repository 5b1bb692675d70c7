import http from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { actions, timeoutMs } from './actions.mjs';
import { endTimeout } from './connector.mjs';
import { kindsFor } from './mutations.mjs';

/** A proxy between the connector and an emulator, which mutates requests and writes down what arrived. */
export class MutatingProxy {
  /** Of the run that is on. */
  run;
  #agent = new http.Agent({ keepAlive: true });
  #server = http.createServer((request, response) => this.#take(request, response));

  /** @returns Its address. */
  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#agent.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /**
   * A run begins.
   *
   * @param workspace  Where requests go to, and whose clock the connector sleeps by.
   * @param plan  Of `choosePlan`.
   */
  begin(workspace, plan) {
    // Requests as the connector sent them, and `log` as they arrived.
    this.run = { workspace, plan, requests: [], sleeps: 0, log: [], held: [], sync: 0 };
  }

  /** What is held arrives now: the sync is over. */
  async endSync() {
    for (const request of this.run.held.splice(0)) await this.#forward(request);
    this.run.sync++;
  }

  async #take(incoming, outgoing) {
    outgoing.on('error', () => {});
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { run } = this;
    if (incoming.url.startsWith('/sleep?')) {
      const ms = Number(new URL(incoming.url, 'http://localhost').searchParams.get('ms'));
      if (!run.plan.hurries.has(run.sleeps++)) run.workspace.clock.advance(ms);
      outgoing.writeHead(204).end();
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers;
    const text = Buffer.concat(chunks).toString();
    const request = { method: incoming.method, path: incoming.url, headers, text };
    const body = JSON.parse(text);
    const mutation = run.plan.requests.get(run.requests.length);
    run.requests.push({ path: request.path, body });
    // After a mutation it may be another than in the run without.
    if (mutation !== undefined && !kindsFor(request.path, body).includes(mutation.kind))
      mutation.kind = 'nothing';
    const before = run.held.splice(0);
    const answer = await this.#mutate(request, mutation, before);
    // What was held comes after the request that was sent after it.
    for (const its of before) await this.#forward(its);
    if (answer === 'reset') return incoming.socket.resetAndDestroy();
    if (answer === 'silence') return this.#letTimePass();
    const { 'transfer-encoding': _te, connection: _c, 'keep-alive': _ka, ...its } = answer.headers;
    outgoing.writeHead(answer.status, its).end(answer.text);
  }

  /** The connector has waited for as long as it does. */
  #letTimePass() {
    this.run.workspace.clock.advance(timeoutMs);
    endTimeout();
  }

  /**
   * @param before  What was held when the request came.
   * @returns The answer for the connector, `reset` for a connection that breaks, or `silence`.
   */
  async #mutate(request, { kind, shares } = { kind: 'nothing' }, before = []) {
    const { held, workspace } = this.run;
    this.#merge(request, before);
    return actions[kind]({
      request,
      shares,
      held,
      forward: async () => (await this.#forward(request)) ?? 'reset',
      sendInPart: () => this.#sendInPart(request, shares[0]),
      advance: (ms) => workspace.clock.advance(ms),
    });
  }

  /** Puts the changes of held requests that are to be merged into the next one to the same cohort. */
  #merge(request, before) {
    if (!request.path.endsWith('/cohorts/users')) return;
    for (const its of before.filter(({ isMerged }) => isMerged)) {
      const body = JSON.parse(request.text);
      body.cohort_changes = [...JSON.parse(its.text).cohort_changes, ...body.cohort_changes];
      request.text = JSON.stringify(body);
      before.splice(before.indexOf(its), 1);
    }
  }

  /** Sends a request on, and writes it down. @returns The answer; `undefined` when none came, or not a whole one. */
  async #forward({ method, path, headers, text }) {
    const { workspace, log, sync } = this.run;
    const entry = {
      sync,
      method,
      path,
      text,
      at: workspace.clock.now().getTime(),
      sentAt: performance.now(),
    };
    log.push(entry);
    const answer = await new Promise((resolve) => {
      const url = workspace.rest_endpoint + path;
      const sent = http.request(url, { method, headers, agent: this.#agent }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', () => resolve(undefined));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode, headers: response.headers, text: body });
        });
      });
      sent.on('error', () => resolve(undefined));
      sent.end(text);
    });
    return Object.assign(entry, { endedAt: performance.now(), answer }).answer;
  }

  /** Sends a part of a request, and breaks the connection. Nothing of it can be done. */
  async #sendInPart({ method, path, headers, text }, share) {
    const part = text.slice(0, Math.floor(share * text.length));
    await new Promise((resolve) => {
      const its = { ...headers, 'Content-Length': Buffer.byteLength(text) };
      const sent = http.request(this.run.workspace.rest_endpoint + path, { method, headers: its });
      sent.on('error', resolve);
      sent.on('close', resolve);
      sent.write(part, () => sent.destroy());
    });
    await nextTurn();
  }
}
