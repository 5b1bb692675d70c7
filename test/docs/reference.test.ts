import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addSettings, variableOf } from '../../src/cli/settings.js';
import { dropReasons } from '../../src/domain/messaging/send.js';
import { quickstartDataImportKey, quickstartRestApiKey } from '../../src/domain/seed/quickstart.js';
import { partnerCatalogue } from '../../src/domain/workspaces/partner.js';
import { rateLimitBuckets } from '../../src/domain/workspaces/rate-limit.js';
import { brazeEndpoints } from '../../src/wire/braze/endpoints.js';
import { behaviourShape } from '../../src/wire/control/behaviour.js';
import { segmentInput } from '../../src/wire/control/segments/segments.js';
import { workspaceInput } from '../../src/wire/control/workspaces.js';
import { codeBlocks, missingFrom, readPage, rowsByName } from '../support/docs/pages.js';
import { ignoredParts } from '../support/ignored-parts.js';
import { filtersInWords } from '../support/segments/segment-filters.js';

// What users rely on stands on the page that is its reference. That every route does is a test of the generated pages.

test('every flag and its variable stand on the page of the command line', () => {
  const { options } = addSettings(new Command());
  const page = 'docs/reference/command-line.md';
  expect(options.length).toBeGreaterThan(5);
  expect(
    missingFrom(
      page,
      options.map(({ long }) => long!),
    ),
  ).toEqual([]);
  expect(missingFrom(page, options.map(variableOf))).toEqual([]);
});

test('every behaviour switch has a row in the guide', () => {
  const page = 'docs/guides/switches-and-strict-mode.md';
  expect(Object.keys(behaviourShape).filter((name) => !rowsByName(readPage(page)).has(name))).toEqual([]);
});

test('what the behaviour rests on is said of every endpoint of Braze', () => {
  const paths = Object.values(brazeEndpoints).map(({ path }) => path);
  const rows = [...rowsByName(readPage('docs/reference/fidelity.md')).keys()];
  expect(rows.toSorted()).toEqual(paths.toSorted());
});

test('every reason of a strict refusal stands in the guide', () => {
  const reasons = ignoredParts.map(([, , , , reason]) => reason);
  expect(missingFrom('docs/guides/switches-and-strict-mode.md', reasons)).toEqual([]);
});

test('every partner of the catalogue stands with its key on the page of keys', () => {
  const rows = rowsByName(readPage('docs/reference/keys-and-partners.md'));
  for (const { partner, displayName, apiKeys } of partnerCatalogue) {
    expect([partner, rows.get(partner)]).toEqual([partner, [displayName, `\`${apiKeys[0]!.key}\``]]);
  }
});

test('the keys of the quickstart workspace stand on the page of keys', () => {
  const keys = [quickstartDataImportKey, quickstartRestApiKey];
  expect(missingFrom('docs/reference/keys-and-partners.md', keys)).toEqual([]);
});

test('every filter and comparison stands on the page of segment filters', () => {
  const filters = filtersInWords.map(([filter]) => filter as { type: string; comparison?: string });
  const page = 'docs/reference/segment-filters.md';
  expect(filters.length).toBeGreaterThan(20);
  expect(
    missingFrom(
      page,
      filters.map(({ type }) => type),
    ),
  ).toEqual([]);
  expect(
    missingFrom(
      page,
      filters.flatMap(({ comparison }) => comparison ?? []),
    ),
  ).toEqual([]);
});

test('every rate limit that can be set has a row, with the documented limit', () => {
  const rows = rowsByName(readPage('docs/reference/answers-and-rate-limits.md'));
  for (const { name, requestsMax } of Object.values(rateLimitBuckets)) {
    expect(rows.get(name)?.[0], name).toMatch(new RegExp(`^${requestsMax.toLocaleString('en')} `));
  }
});

test('every reason why a recipient is dropped has a row', () => {
  const rows = rowsByName(readPage('docs/reference/campaigns-and-sends.md'));
  expect(Object.keys(dropReasons).filter((reason) => !rows.has(reason))).toEqual([]);
});

test('the workspace and the segment that the pages show are accepted as they stand', () => {
  const [workspace] = codeBlocks('docs/reference/workspaces-and-users.md', 'json');
  const [segment] = codeBlocks('docs/reference/segment-filters.md', 'json');
  expect(workspaceInput.safeParse(JSON.parse(workspace!)).error).toBeUndefined();
  expect(segmentInput.safeParse(JSON.parse(segment!)).error).toBeUndefined();
});
