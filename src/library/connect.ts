import { remoteCaller } from '../client/remote.js';
import { EmulatorError } from '../domain/errors.js';
import { anObject } from './arguments.js';
import { type EmulatorHandle, EmulatorOf } from './emulator.js';

/** How to reach a running server. */
export interface ConnectOptions {
  /** When its control API asks for one. Default: `BRAZE_EMULATOR_ADMIN_TOKEN` of the environment, if set. */
  adminToken?: string;
}

const defaultUrl = 'http://127.0.0.1:27293';

/**
 * The emulator of a server that runs elsewhere. It is first asked when a method is called.
 *
 * @param url  Default: `BRAZE_EMULATOR_URL` of the environment, or else `http://127.0.0.1:27293`.
 * @throws EmulatorError `invalid_request` for an address or an option that cannot be.
 */
export function connect(url?: string, options: ConnectOptions = {}): EmulatorHandle<'remote'> {
  const { adminToken = process.env.BRAZE_EMULATOR_ADMIN_TOKEN, ...others } = anObject('options', options);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new EmulatorError('invalid_request', `${unknown} is no option of connect; there is adminToken`, {
      path: unknown,
    });
  }
  const address = readUrl(url ?? process.env.BRAZE_EMULATOR_URL ?? defaultUrl);
  return new EmulatorOf(remoteCaller({ url: address, adminToken })) as unknown as EmulatorHandle<'remote'>;
}

/** Without a slash at its end. */
function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol))
    return url.origin + url.pathname.replace(/\/+$/, '');
  throw new EmulatorError(
    'invalid_request',
    `url must be an address such as ${defaultUrl}, not ${JSON.stringify(text)}`,
    { path: 'url' },
  );
}
