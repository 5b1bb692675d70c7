import { isIPv6 } from 'node:net';

/** A name or address as it is compared with others: lower case, an IPv6 address in brackets, without the dot of the root. */
export function hostName(text: string): string {
  const name = text.toLowerCase().replace(/\.$/, '');
  return isIPv6(name) ? `[${name}]` : name;
}

/** Whether it is a name or an address alone, without a scheme, a port or a path. */
export function isHostName(text: string): boolean {
  return isIPv6(text) || hostNameOf(text) === hostName(text);
}

/** The name or address in a `Host`, beside its port; `undefined` for what is no `Host`. */
export function hostNameOf(host: string): string | undefined {
  const [, name] = /^(\[[\da-f:.]+\]|[^\s:/?#@\\,[\]]+)(?::\d{0,5})?$/i.exec(host) ?? [];
  return name === undefined ? undefined : hostName(name);
}
