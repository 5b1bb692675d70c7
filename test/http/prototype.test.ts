import { expect, test } from 'vitest';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { controlEndpoints } from '../../src/wire/control/endpoints.js';
import { goodBodies } from '../support/bodies.js';
import { controlBase } from '../support/control.js';
import { freshEmulator, type TestEmulator } from '../support/emulator.js';

const pollution = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';

function expectClean(): void {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
}

/** A body with the names of the prototype beside its own fields and in every object inside. */
const polluted = (body: unknown) => JSON.stringify(body).replaceAll(/\{(?!\})/g, `{${pollution},`);

async function send(t: TestEmulator, verb: string, path: string, body: string) {
  const query = '?__proto__[polluted]=yes&constructor.prototype.polluted=yes&__proto__.polluted=yes';
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${t.restApiKey}` };
  return t.send(path + query, { method: verb, headers, ...(verb !== 'GET' && { body }) });
}

test.each(Object.entries(brazeEndpoints))(
  '%s of the Braze surface changes no prototype',
  async (name, endpoint) => {
    const t = await freshEmulator();
    for (const body of [...(goodBodies[name] ?? []).map(polluted), `{${pollution}}`, `[{${pollution}}]`]) {
      const { status } = await send(
        t,
        endpoint.verb,
        endpoint.path.replaceAll(/\{\w+\}/g, '__proto__'),
        body,
      );
      expect(status).toBeLessThan(500);
      expectClean();
    }
  },
);

test.each(Object.entries(controlEndpoints))(
  '%s of the control API changes no prototype',
  async (_name, endpoint) => {
    const t = await freshEmulator();
    for (const id of ['__proto__', t.workspace.id]) {
      const path = controlBase + endpoint.path.replace('{ws}', id).replaceAll(/\{\w+\}/g, '__proto__');
      const { status } = await send(t, endpoint.verb, path, `{${pollution}}`);
      expect(status).toBeLessThan(500);
      expectClean();
    }
  },
);

test('an attribute that is merged into another changes no prototype', async () => {
  const t = await freshEmulator();
  // The names come when there is something that they are merged into.
  for (const nested of ['{"deep":{}}', `{"deep":{${pollution}},${pollution}}`]) {
    const attributes = `{"external_id":"kim","_merge_objects":true,"nested":${nested}}`;
    const { json } = await t.rest('/users/track', `{"attributes":[${attributes}]}`);
    expect(json).toEqual({ attributes_processed: 1, message: 'success' });
    expectClean();
  }
});
