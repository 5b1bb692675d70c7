import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A file that pages load: script, style, icon. */
interface Asset {
  text: string;
  mediaType: string;
  /** Changes with the text. */
  version: string;
  /** How long a browser that does not keep it waits for it, in ms. */
  heldMs: number;
}

const mediaTypes: Record<string, string> = {
  'dashboard.css': 'text/css; charset=utf-8',
  'dashboard.js': 'text/javascript; charset=utf-8',
  'pause.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** Three frames: so long a browser may take until it draws what stands above the pause. It keeps the file, so it waits once. */
const pauseMs = 50;

// By a name of package.json: the file stands at the same place of the package for the bundles and for the sources.
const { resolve } = createRequire(import.meta.url);
const read = new Map<string, Asset>();

/** One of the files that the build made. Read when it is first asked for. */
export function findAsset(name: string): Asset | undefined {
  const mediaType = mediaTypes[name];
  if (mediaType === undefined) return undefined;
  let asset = read.get(name);
  if (asset === undefined) {
    const text = readBuilt(name);
    const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const heldMs = name === 'pause.js' ? pauseMs : 0;
    read.set(name, (asset = { text, mediaType, version, heldMs }));
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
