import { expect, test } from 'vitest';
import { readPage } from '../support/docs/pages.js';

/** As scripts/languages.mjs, which has no types, tries it. */
interface Client {
  name: string;
  heeds: string[];
  shows: string;
}

const file = new URL('../../scripts/languages/clients.mjs', import.meta.url).href;
const { clients } = (await import(file)) as { clients: Client[] };

test('the table of clients has a row for each client that .ci/run tries, and says of it what is tried', () => {
  const rows = [
    ...readPage('docs/guides/exec-intercept.md').matchAll(/^\| ([^|`]+) \| (`[^|]+`) \| ([^|]+) \|$/gm),
  ];
  const shown = rows.map(([, name, heeds, shows]) => ({ name, heeds, shows }));
  const tried = clients.map(({ name, heeds, shows }) => ({
    name,
    heeds: heeds.map((variable) => `\`${variable}\``).join(', '),
    shows,
  }));
  expect(shown).toEqual(tried);
});
