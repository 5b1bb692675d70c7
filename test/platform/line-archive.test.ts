import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineArchive, type LineArchiveOptions } from '../../src/platform/line-archive.js';
import { temporaryFolder } from '../support/command.js';
import { unzip } from '../support/unzip.js';

const at = Date.UTC(2026, 1, 3, 9, 0, 0);

/** An archive that the lines were added to in these pieces. */
function archiveOf(pieces: readonly (readonly string[])[], options: Partial<LineArchiveOptions> = {}) {
  const archive = new LineArchive({
    at,
    linesPerFile: 3,
    fileNameOf: (index) => `file-${index}.txt`,
    ...options,
  });
  for (const lines of pieces) archive.add(lines);
  archive.end();
  return archive.take(0)!;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index} \u00e9\u{1f600}\n`);
const filesOf = async (bytes: Uint8Array) => (await unzip(bytes)).map((entry) => [entry.name, entry.text]);

test.each([
  ['in one piece', [numbered(7)]],
  ['one by one', numbered(7).map((line) => [line])],
  [
    'in pieces that end where a file does',
    [numbered(7).slice(0, 3), numbered(7).slice(3, 6), numbered(7).slice(6)],
  ],
  ['in pieces that cross files, some empty', [[], numbered(7).slice(0, 5), [], numbered(7).slice(5)]],
])('lines that come %s are in files of so many, in order', async (_how, pieces) => {
  const lines = numbered(7);
  expect(await filesOf(archiveOf(pieces))).toEqual([
    ['file-0.txt', lines.slice(0, 3).join('')],
    ['file-1.txt', lines.slice(3, 6).join('')],
    ['file-2.txt', lines[6]],
  ]);
});

test('however the lines come, every file but the last is full and none is lost', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => `${text.replaceAll('\n', ' ')}\n`);
  const pieces = fc.array(fc.array(line, { maxLength: 9 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 7 }), async (its, linesPerFile) => {
      const texts = (await filesOf(archiveOf(its, { linesPerFile }))).map(([, text]) => text!);
      expect(texts.join('')).toBe(its.flat().join(''));
      const counts = texts.map((text) => text.split('\n').length - 1);
      expect(counts.slice(0, -1).every((count) => count === linesPerFile)).toBe(true);
      expect(counts.at(-1)).toBeLessThanOrEqual(linesPerFile);
      if (counts.length > 1) expect(counts.at(-1)).toBeGreaterThan(0);
    }),
  );
});

test('full files are followed by no empty one', async () => {
  expect(await filesOf(archiveOf([numbered(6)]))).toHaveLength(2);
});

test('without lines there is one empty file', async () => {
  expect(await filesOf(archiveOf([]))).toEqual([['file-0.txt', '']]);
});

test('what is taken in between is not kept, and all of it together is the archive', async () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `${index} ${Math.sin(index)}\n`);
  const archive = new LineArchive({ at, linesPerFile: 10_000, fileNameOf: (index) => `${index}.txt` });
  const taken: Uint8Array[] = [];
  for (let start = 0; start < lines.length; start += 1_000) {
    archive.add(lines.slice(start, start + 1_000));
    const bytes = archive.take(50_000);
    if (bytes !== undefined) taken.push(bytes);
  }
  archive.end();
  taken.push(archive.take(0)!);
  expect(taken.length).toBeGreaterThan(3);
  expect(taken.slice(0, -1).every((bytes) => bytes.length >= 50_000 && bytes.length < 400_000)).toBe(true);
  const files = await filesOf(Buffer.concat(taken));
  expect(files.map(([name]) => name)).toEqual(['0.txt', '1.txt', '2.txt', '3.txt']);
  expect(files.map(([, text]) => text).join('')).toBe(lines.join(''));
});

test.each([
  ['a moment', at, 2026],
  ['one before zip files knew years', Date.UTC(1970, 0, 1), 1980],
  ['one after', Date.UTC(2500, 0, 1), 2099],
])('a file is dated: %s', async (_when, moment, year) => {
  const [entry] = await unzip(archiveOf([numbered(1)], { at: moment }));
  expect(entry!.modifiedAt.getFullYear()).toBe(year);
});

const isThere = (program: string) => spawnSync(program, ['--help']).error === undefined;

/** Programs that read zip files, with what makes them print the first file. Checksums are compared by both. */
const programs: [string, (file: string) => string[]][] = [
  ['unzip', (file) => ['-p', file, 'file-0.txt']],
  [
    'python3',
    (file) => [
      '-c',
      `import zipfile, sys; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; sys.stdout.buffer.write(z.read('file-0.txt'))`,
      file,
    ],
  ],
];

// On a machine that has neither, yauzl in the tests above is the only reader.
test.each(programs.filter(([program]) => isThere(program)))('%s reads it', async (program, argumentsFor) => {
  const lines = numbered(5_000);
  const file = join(temporaryFolder(), 'users.zip');
  writeFileSync(file, archiveOf([lines], { linesPerFile: 4_000 }));
  const { stdout } = await promisify(execFile)(program, argumentsFor(file));
  expect(stdout).toBe(lines.slice(0, 4_000).join(''));
});
