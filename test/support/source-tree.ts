import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The project's files as a graph of imports, for the house rules. Paths are relative to the project, with slashes.

const project = path.resolve(import.meta.dirname, '../..');
const isSource = (file: string) => /\.(tsx?|mjs)$/.test(file);

export interface Import {
  from: string;
  /** A file of the project, or the name of a package. */
  to: string;
  isType: boolean;
}

export interface SourceTree {
  /** The text of each source file. */
  sources: ReadonlyMap<string, string>;
  imports: readonly Import[];
}

/** From a file or folder to those that it needs. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** The source files of folders of the project, and what they import, types included. */
export function readSourceTree(folders: readonly string[]): SourceTree {
  const files = folders.flatMap(listFiles).filter(isSource);
  const sources = new Map(files.map((file) => [file, readFileSync(path.join(project, file), 'utf8')]));
  return { sources, imports: [...sources].flatMap(([file, source]) => importsOf(file, source)) };
}

/** Every file below a folder of the project. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(path.join(project, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(project, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function importsOf(file: string, source: string): Import[] {
  const found = source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const loaded = source.matchAll(/()import\('([^']+)'\)/g);
  return [...found, ...loaded].map(([, type, name]) => ({
    from: file,
    to: fileOf(file, name!),
    isType: type !== undefined,
  }));
}

function fileOf(importer: string, name: string): string {
  if (!name.startsWith('.')) return name;
  const file = path.posix.join(path.posix.dirname(importer), name);
  const page = file.replace(/\.js$/, '.tsx');
  return existsSync(path.join(project, page)) ? page : file.replace(/\.js$/, '.ts');
}

/** Every folder that has a file somewhere below it. */
export function foldersOf(files: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = path.posix.dirname(file); at !== '.'; at = path.posix.dirname(at)) folders.add(at);
  }
  return [...folders].sort();
}

/** Who imports whom. */
export function fileArrows({ sources, imports }: SourceTree): Arrows {
  const arrows = new Map([...sources.keys()].map((file) => [file, new Set<string>()]));
  for (const { from, to } of imports) if (sources.has(to)) arrows.get(from)?.add(to);
  return arrows;
}

/** Who imports whom of what stands directly in a folder: its files, and its folders with all that is in them. */
export function roomArrows(files: Arrows, folder: string): Arrows {
  const roomOf = (file: string) =>
    file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).split('/')[0] : undefined;
  const arrows = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    const room = roomOf(file);
    if (room === undefined) continue;
    const rooms = arrows.get(room) ?? new Set();
    arrows.set(room, rooms);
    for (const target of targets) {
      const its = roomOf(target);
      if (its !== undefined && its !== room) rooms.add(its);
    }
  }
  return arrows;
}

/** Ways that lead back to where they began, one for each arrow that closes such a way. */
export function circlesIn(arrows: Arrows): string[][] {
  const finished = new Set<string>();
  const circles: string[][] = [];
  const visit = (at: string, trail: string[]) => {
    if (trail.includes(at)) {
      circles.push([...trail.slice(trail.indexOf(at)), at]);
      return;
    }
    if (finished.has(at)) return;
    for (const target of arrows.get(at) ?? []) visit(target, [...trail, at]);
    finished.add(at);
  };
  for (const at of arrows.keys()) visit(at, []);
  return circles;
}
