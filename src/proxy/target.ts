import { Refusal } from './refusal.js';

/** A host in lower case, an IPv6 address without brackets, and a port. */
export interface Target {
  host: string;
  port: number;
}

const authorityForm = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i;
const absoluteForm = /^http:\/\/(\[[^\]/?#]*\]|[^:/?#@]*)(?::(\d*))?([/?].*)?$/i;

/** Reads what CONNECT asks for. @throws Refusal */
export function targetOfConnect(wanted: string): Target {
  const [, ipv6, name, digits] = authorityForm.exec(wanted) ?? [];
  return targetOf(
    ipv6 ?? name,
    digits,
    'CONNECT asks for a host and a port, as in rest.iad-01.braze.com:443',
  );
}

/** Reads the address in the first line of a request that is no CONNECT. @throws Refusal */
export function targetOfUrl(url: string): Target & { path: string } {
  const rule = 'This is the proxy of --intercept; it takes CONNECT, and requests for http:// and a host';
  const [, name = '', digits = '', path = '/'] = absoluteForm.exec(url) ?? [];
  const [, ipv6, host] = authorityForm.exec(`${name}:0`) ?? [];
  return {
    ...targetOf(ipv6 ?? host, digits === '' ? '80' : digits, rule),
    path: path.startsWith('?') ? `/${path}` : path,
  };
}

function targetOf(host: string | undefined, digits: string | undefined, rule: string): Target {
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65_535)) throw new Refusal(400, rule);
  return { host: host.toLowerCase(), port };
}
