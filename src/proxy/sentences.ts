/** Why a call does not get out. */
export function blockedSentence(host: string): string {
  return `The call to ${host} was blocked, because with --intercept only Braze and this machine can be reached; --others pass lets it through`;
}
