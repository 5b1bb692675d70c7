import path from 'node:path';

/** What the environment names. */
export interface AnnouncedFiles {
  /** By variable: the authority's certificate, and what the variable named before or else the roots of the system. */
  roots: Readonly<Record<RootsVariable, string>>;
  /** A folder with settings of PHP. */
  phpFolder: string;
  /** What every Node loads first. */
  preload: string;
}

/** Variables that name certificates to trust. */
export const rootsVariables = [
  // Node adds its own to what this one names.
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
] as const;
export type RootsVariable = (typeof rootsVariables)[number];

export interface Announced {
  proxyUrl: string;
  others: 'block' | 'pass';
  files: AnnouncedFiles;
  /** What the preload reads. */
  preloaded: string;
}

/** Where the preload finds what it needs to know. */
export const preloadVariable = 'BRAZE_EMULATOR_INTERCEPTION';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables by which clients learn of the proxy and its authority: to be added to an environment.
 *
 * @param existing  What it is to be added to.
 */
export function announce(
  { proxyUrl, others, files, preloaded }: Announced,
  existing: Environment,
): Record<string, string> {
  const { NODE_OPTIONS: nodeOptions, PHP_INI_SCAN_DIR: phpFolders = '' } = existing;
  const direct = hostsPastProxy(others === 'pass' ? existing : {});
  const preload = `--require ${quoted(files.preload)}`;
  return {
    // Some clients read one spelling, some the other.
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: direct,
    no_proxy: direct,
    ...files.roots,
    // An empty part stands for the folder that PHP was compiled with.
    PHP_INI_SCAN_DIR: `${phpFolders}${path.delimiter}${files.phpFolder}`,
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: nodeOptions ? `${nodeOptions} ${preload}` : preload,
    [preloadVariable]: preloaded,
  };
}

/** Loopback, in a form that every client can read; its other addresses go through the proxy, which lets them pass. */
const loopback = ['localhost', '127.0.0.1'];

function hostsPastProxy({ NO_PROXY: upper, no_proxy: lower }: Environment): string {
  const named = `${upper ?? ''},${lower ?? ''}`.split(/[\s,]+/).filter((entry) => !takesBraze(entry));
  return [...new Set([...loopback, ...named])].filter((entry) => entry !== '').join(',');
}

/** Whether an entry of NO_PROXY would lead calls to Braze past the proxy. */
function takesBraze(entry: string): boolean {
  return /^(\*|(\*?\.)?(([\w.-]+\.)?braze\.)?(com|eu)(:\d+)?)$/i.test(entry);
}

/** As NODE_OPTIONS reads it. */
function quoted(file: string): string {
  return `"${file.replace(/[\\"]/g, '\\$&')}"`;
}
