/** Paints text for a terminal, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;
export type Colour = keyof typeof codes;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Colours on a terminal only, and not where `NO_COLOR` is set to anything (no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  const isWanted = stream.isTTY === true && !environment.NO_COLOR;
  return isWanted ? (colour, text) => `\u001b[${codes[colour]}m${text}\u001b[0m` : (_, text) => text;
}
