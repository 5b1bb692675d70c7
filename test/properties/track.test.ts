import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standardAttributeNames } from '../../src/domain/users/user-profile.js';
import { freshEmulator } from '../support/emulator.js';
import { runs } from '../support/properties/property-runs.js';
import { track } from '../support/users/track.js';

const fieldNames = [
  ...standardAttributeNames,
  ...['external_id', 'user_alias', 'braze_id', '_update_existing_only', 'push_token_import', 'push_tokens'],
  ...['name', 'time', 'app_id', 'properties', 'product_id', 'currency', 'price', 'quantity'],
  ...['plan', '__proto__', 'constructor'],
];

const someValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('cust-1', '2026-02-01', 'EUR', 'kim@example.test', '+31612345678', 1, true, false),
  fc.constantFrom<unknown>({ alias_label: 'crm', alias_name: 'a1' }, [{ app_id: 'app-1', token: 't1' }]),
  fc.constantFrom<unknown>({ inc: 1 }, { add: ['a'] }, { remove: ['a'] }, { $add: [{ id: 1 }] }, ['a', 'b']),
  fc.constantFrom<unknown>({ $remove: [{ $identifier_key: 'id', $identifier_value: 1 }] }, [{ id: 1 }]),
);

/** An object as JSON text, for a literal could not have a field called `__proto__`. */
const someObject = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...fieldNames), someValue), {
    selector: ([name]) => name,
    maxLength: 9,
  })
  .map((fields) => `{${fields.map(([name, value]) => `"${name}":${JSON.stringify(value)}`).join(',')}}`);

const someBody = fc
  .tuple(
    ...['attributes', 'events', 'purchases'].map((name) =>
      fc.tuple(fc.constant(name), fc.array(someObject, { maxLength: 4 })),
    ),
  )
  .map((arrays) => `{${arrays.map(([name, objects]) => `"${name}":[${objects.join(',')}]`).join(',')}}`);

test('every object of any body is either counted or named by one problem', async () => {
  const t = await freshEmulator();
  await fc.assert(
    fc.asyncProperty(someBody, async (body) => {
      const sent = JSON.parse(body) as Record<string, unknown[]>;
      const { status, json } = await track(t, body);
      const problems: { input_array: string; index: number }[] = json.errors ?? [];
      const counts = ['attributes', 'events', 'purchases'].map((array) => {
        const named = problems.filter((problem) => problem.input_array === array);
        expect(new Set(named.map((problem) => problem.index)).size).toBe(named.length);
        expect((json[`${array}_processed`] ?? 0) + named.length).toBe(sent[array]!.length);
        return json[`${array}_processed`] ?? 0;
      });
      expect(status).toBe(counts.some((count) => count > 0) ? 201 : 400);
    }),
    runs(200),
  );
});
