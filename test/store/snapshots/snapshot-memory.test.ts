import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SnapshotMemory } from '../../../src/store/snapshots/snapshot-memory.js';

const tooLarge = expect.objectContaining({ code: 'request_too_large' });

test('snapshots in memory have so many bytes together and no more; one that takes the place of another counts alone', () => {
  const snapshots = new SnapshotMemory(100);
  snapshots.write('a', [Buffer.alloc(40), Buffer.alloc(20)]);
  expect(() => snapshots.write('b', [Buffer.alloc(41)])).toThrow(tooLarge);
  snapshots.write('b', [Buffer.alloc(40)]);
  snapshots.write('a', [Buffer.alloc(60)]);
  expect(() => snapshots.write('a', [Buffer.alloc(61)])).toThrow(tooLarge);
  expect(snapshots.read('a', ({ size }) => size)).toBe(60);
  snapshots.delete('b');
  snapshots.write('a', [Buffer.alloc(100)]);
});

test('what was written in parts is read as one', () => {
  const snapshots = new SnapshotMemory();
  snapshots.write('a', [Buffer.from('abc'), Buffer.from(''), Buffer.from('defg')]);
  const read = (position: number, length: number) =>
    snapshots.read('a', (bytes) => bytes.read(position, length).toString());
  expect([read(0, 7), read(2, 2), read(3, 1), read(6, 9), read(7, 1)]).toEqual([
    'abcdefg',
    'cd',
    'd',
    'g',
    '',
  ]);
});

test('an upload that grows beyond its bound is refused, and nothing of it is left', () => {
  const upload = new SnapshotMemory(10).receive();
  upload.append(Buffer.alloc(10));
  expect(() => upload.append(Buffer.alloc(1))).toThrow(tooLarge);
  expect(existsSync(upload.file)).toBe(true);
  upload.discard();
  expect(existsSync(upload.file)).toBe(false);
});
