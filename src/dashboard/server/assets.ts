import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What is known of a file before it is read. */
interface Kind {
  mediaType: string;
  /** How long a browser that does not keep it waits for it, in ms. */
  heldMs?: number;
}

/** A file that pages load: script, style, icon. */
interface Asset extends Kind {
  text: string;
  /** Changes with the text. */
  version: string;
}

/** Three frames: so long a browser may take until it draws what stands above the pause. It keeps the file, so it waits once. */
const pauseMs = 50;

const kinds: Record<string, Kind> = {
  'dashboard.css': { mediaType: 'text/css; charset=utf-8' },
  'dashboard.js': { mediaType: 'text/javascript; charset=utf-8' },
  'pause.js': { mediaType: 'text/javascript; charset=utf-8', heldMs: pauseMs },
  'icon.svg': { mediaType: 'image/svg+xml' },
};

// By a name of package.json: the file stands at the same place of the package for the bundles and for the sources.
const { resolve } = createRequire(import.meta.url);
const read = new Map<string, Asset>();

/** One of the files that the build made. Read when it is first asked for. */
export function findAsset(name: string): Asset | undefined {
  const kind = kinds[name];
  if (kind === undefined) return undefined;
  let asset = read.get(name);
  if (asset === undefined) {
    const text = readBuilt(name);
    const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
    read.set(name, (asset = { ...kind, text, version }));
  }
  return asset;
}

/** The style of the rail and the title. It stands in each page, so that these are seen before anything is fetched. */
interface StyleSheet {
  text: string;
  /** By which the policy of a page knows it. */
  hash: string;
}

let styleSheet: StyleSheet | undefined;

/** Read when it is first asked for. */
export function findStyleSheet(): StyleSheet {
  if (styleSheet === undefined) {
    const text = readBuilt('head.css');
    styleSheet = { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
  }
  return styleSheet;
}

function readBuilt(name: string): string {
  return readFileSync(resolve(`#dashboard/${name}`), 'utf8');
}
