/** How many bytes of what a command prints are kept: the last ones. */
const keptBytesMax = 16 * 1024;

/** The end of an output of any length. */
export class OutputTail {
  private kept = Buffer.alloc(0);
  private byteCount = 0;

  readonly add = (chunk: Uint8Array): void => {
    this.byteCount += chunk.length;
    const last = chunk.subarray(-keptBytesMax);
    this.kept = Buffer.concat([
      this.kept.subarray(-(keptBytesMax - last.length || keptBytesMax)),
      last,
    ]).subarray(-keptBytesMax);
  };

  /** From the beginning of a line, with a note of what is left out. */
  get text(): string {
    const text = this.kept.toString();
    const cut = this.byteCount - this.kept.length;
    if (cut === 0) return text;
    const line = text.indexOf('\n') + 1;
    return `… ${cut + line} bytes before\n${text.slice(line)}`;
  }
}
