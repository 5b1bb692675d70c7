import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { packagePath } from '../platform/package-file.js';
import { type AnnouncedFiles, type RootsVariable, rootsVariables } from './announce.js';

/** Where systems keep the certificates that they trust: Debian, Red Hat, SUSE, Alpine and macOS. */
const systemRoots = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The files that the environment names, in a folder that only its owner can read. None holds a secret. */
export class AnnouncedFolder implements AnnouncedFiles {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'braze-emulator-intercept-'));
  readonly phpFolder = path.join(this.folder, 'php');
  readonly preload = packagePath('dist/proxy/preload.cjs');
  /** Where Node processes leave the hosts that they did not let through, a line each. */
  readonly blockedHosts = path.join(this.folder, 'blocked-hosts');

  readonly roots: AnnouncedFiles['roots'];

  /** @param environment  In which variables may name certificates already. */
  constructor(certificate: string, environment: NodeJS.ProcessEnv) {
    const roots = rootsVariables.map((variable) => {
      const file = path.join(this.folder, `${variable.toLowerCase()}.pem`);
      write(file, `${rootsOf(variable, environment)}\n${certificate}`);
      return [variable, file];
    });
    this.roots = Object.fromEntries(roots) as AnnouncedFiles['roots'];
    const { SSL_CERT_FILE: file } = this.roots;
    mkdirSync(this.phpFolder, { mode: 0o700 });
    write(path.join(this.phpFolder, 'roots.ini'), `curl.cainfo="${file}"\nopenssl.cafile="${file}"\n`);
    write(this.blockedHosts, '');
  }

  readBlockedHosts(): string[] {
    return readFileSync(this.blockedHosts, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}

function rootsOf(variable: RootsVariable, environment: NodeJS.ProcessEnv): string {
  const named = readRoots(environment[variable]);
  if (named !== undefined) return named;
  return variable === 'NODE_EXTRA_CA_CERTS' ? '' : readSystemRoots();
}

function readSystemRoots(): string {
  for (const file of systemRoots) {
    const roots = readRoots(file);
    if (roots !== undefined) return roots;
  }
  return rootCertificates.join('\n');
}

/** The certificates of a file or of the files in a folder; `undefined` where there are none, as clients take it. */
function readRoots(place: string | undefined): string | undefined {
  if (place === undefined) return undefined;
  try {
    const files = statSync(place).isDirectory()
      ? readdirSync(place).map((name) => path.join(place, name))
      : [place];
    const texts = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'utf8'));
    const certificates = texts.filter((text) => text.includes('-----BEGIN CERTIFICATE-----'));
    return certificates.length === 0 ? undefined : certificates.join('\n');
  } catch {
    return undefined;
  }
}
