import { expect, test } from 'vitest';
import { changesText } from '../../src/certify/audience-files.js';
import { Source } from '../../src/certify/source.js';

const person = (id: string) => ({ person: id, external_id: id });

test('before a sync has succeeded everybody is an addition', () => {
  const source = new Source('VIP', [person('a'), person('b')]);
  expect(source.changes().map((its) => [its.change, its.person])).toEqual([
    ['add', 'a'],
    ['add', 'b'],
  ]);
});

test('changes are counted from the last sync that succeeded, not from one that failed', () => {
  const source = new Source('VIP', [person('a'), person('b')]);
  source.markSynced();
  source.change({ remove: ['a'], add: [person('c')] });
  source.change({ add: [person('d')] });
  expect(source.changes().map((its) => [its.change, its.person])).toEqual([
    ['add', 'c'],
    ['add', 'd'],
    ['remove', 'a'],
  ]);
  source.markSynced();
  expect(source.changes()).toEqual([]);
});

test('somebody who left and came back in between did not change', () => {
  const source = new Source('VIP', [person('a')]);
  source.markSynced();
  source.change({ remove: ['a'] });
  source.change({ add: [person('a')] });
  expect(source.changes()).toEqual([]);
});

test('somebody who leaves is told of as last known', () => {
  const source = new Source('VIP', [{ person: 'visitor', device_id: 'dev-1' }]);
  source.markSynced();
  const identified = { person: 'visitor', external_id: 'cust-1', device_id: 'dev-1' };
  source.change({ update: [identified] });
  expect(source.changes()).toEqual([{ change: 'update', ...identified }]);
  source.change({ remove: ['visitor'] });
  expect(source.changes()).toEqual([{ change: 'remove', ...identified }]);
});

test('CSV has a line of names, and quotes round what needs them', () => {
  const rows = [{ change: 'add', person: 'a,b', external_id: 'say "hi"', device_id: ' x ' }];
  expect(changesText.csv(rows)).toBe(
    'change,person,external_id,alias_label,alias_name,device_id\nadd,"a,b","say ""hi""",,, x \n',
  );
});

test('NDJSON has an object in each line, without what somebody has not', () => {
  const rows = [
    { change: 'add', person: 'a', external_id: '007' },
    { change: 'remove', person: 'b', alias_label: 'l', alias_name: 'n' },
  ];
  expect(changesText.ndjson(rows)).toBe(
    '{"change":"add","person":"a","external_id":"007"}\n' +
      '{"change":"remove","person":"b","alias_label":"l","alias_name":"n"}\n',
  );
});
