// The library asks for it, and for it to be loaded first.
import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
const daysValid = 7;
const issuer = 'CN=braze-cohort-emulator of one run';
const subject = 'CN=A host of Braze, by braze-cohort-emulator';

/** A certificate authority that lives as long as this process. Its private key is never written anywhere. */
export class Authority {
  private readonly contexts = new Map<string, Promise<SecureContext>>();

  private constructor(
    private readonly root: x509.X509Certificate,
    private readonly rootKey: webcrypto.CryptoKey,
    /** Of every host, because they all are this process. */
    private readonly hostKeys: webcrypto.CryptoKeyPair,
    private readonly valid: { notBefore: Date; notAfter: Date },
  ) {}

  static async create(now: number): Promise<Authority> {
    // A command may have another time zone's idea of the time, or run past midnight.
    const valid = { notBefore: new Date(now - dayMs), notAfter: new Date(now + daysValid * dayMs) };
    const [keys, hostKeys] = await Promise.all([newKeys(), newKeys()]);
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name: issuer,
      keys,
      ...valid,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new Authority(root, keys.privateKey, hostKeys, valid);
  }

  /** Its own certificate, PEM. */
  get certificate(): string {
    return `${this.root.toString('pem')}\n`;
  }

  /** What TLS needs to be this host, in lower case. */
  contextFor(host: string): Promise<SecureContext> {
    const known = this.contexts.get(host);
    if (known !== undefined) return known;
    const made = this.createContext(host);
    this.contexts.set(host, made);
    return made;
  }

  private async createContext(host: string): Promise<SecureContext> {
    const certificate = await x509.X509CertificateGenerator.create({
      subject,
      issuer: this.root.subject,
      signingKey: this.rootKey,
      publicKey: this.hostKeys.publicKey,
      ...this.valid,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host.replace(/\.$/, '') }]),
        await x509.AuthorityKeyIdentifierExtension.create(this.root),
        await x509.SubjectKeyIdentifierExtension.create(this.hostKeys.publicKey),
      ],
    });
    const key = KeyObject.from(this.hostKeys.privateKey).export({ type: 'pkcs8', format: 'pem' });
    return createSecureContext({ key, cert: certificate.toString('pem') });
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
