import { strToU8, Zip, ZipDeflate } from 'fflate';

/** Beyond, a zip file needs the Zip64 form, which fflate does not write: readers would take it for damaged. */
const zipBytesMax = 0xffff_ffff;

/** The years that a zip file can say. */
const earliest = Date.UTC(1980, 0, 2);
const latest = Date.UTC(2099, 11, 30);

export interface LineArchiveOptions {
  /** When the files were written, in milliseconds since the epoch. */
  at: number;
  linesPerFile: number;
  /** @param index  From 0. */
  fileNameOf(index: number): string;
}

/**
 * A zip archive of text files, made as the lines come: only what `take` has not taken yet is in memory. There is at least
 * one file, be it empty.
 */
export class LineArchive {
  private readonly zip: Zip;
  private readonly mtime: number;
  private file: ZipDeflate | undefined;
  private fileCount = 0;
  private lineCount = 0;
  private madeBytes = 0;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;

  constructor(private readonly options: LineArchiveOptions) {
    this.mtime = Math.min(Math.max(options.at, earliest), latest);
    this.zip = new Zip((error, bytes) => {
      if (error) throw error;
      this.waiting.push(bytes);
      this.waitingBytes += bytes.length;
      this.madeBytes += bytes.length;
      if (this.madeBytes > zipBytesMax) throw new Error(`The archive is larger than ${zipBytesMax} bytes`);
    });
  }

  /** @param lines  Each with its end of line. */
  add(lines: readonly string[]): void {
    for (let start = 0; start < lines.length; ) {
      const file = this.file ?? this.openFile();
      const end = Math.min(lines.length, start + this.options.linesPerFile - this.lineCount);
      file.push(strToU8(lines.slice(start, end).join('')));
      this.lineCount += end - start;
      start = end;
      if (this.lineCount === this.options.linesPerFile) this.closeFile();
    }
  }

  /** Nothing can be added afterwards. */
  end(): void {
    if (this.fileCount === 0) this.openFile();
    this.closeFile();
    this.zip.end();
  }

  /** What was made since the last time, once that is at least so many bytes. */
  take(bytesMin: number): Uint8Array | undefined {
    if (this.waitingBytes < bytesMin) return undefined;
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    return bytes;
  }

  private openFile(): ZipDeflate {
    const file = new ZipDeflate(this.options.fileNameOf(this.fileCount++));
    file.mtime = this.mtime;
    this.zip.add(file);
    this.lineCount = 0;
    return (this.file = file);
  }

  private closeFile(): void {
    this.file?.push(new Uint8Array(), true);
    this.file = undefined;
  }
}
