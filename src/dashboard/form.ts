/** What a form sent. A field that it did not send is empty. */
export class Form {
  constructor(private readonly data: FormData) {}

  /** The text of a field, without spaces at its ends. */
  text(name: string): string {
    const value = this.data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /** The text, or `undefined` when there is none: for fields that may be left out. */
  optional(name: string): string | undefined {
    return this.text(name) || undefined;
  }

  /** The text as it was sent: spaces may be meant. */
  raw(name: string): string {
    const value = this.data.get(name);
    return typeof value === 'string' ? value : '';
  }

  /** The same for a field to keep it; what stands in it by default where another form was sent. */
  kept(name: string, byDefault: string): string {
    return this.data.has(name) ? this.raw(name) : byDefault;
  }

  /** A number, or `NaN`, which the control API refuses by the field's name. */
  number(name: string): number {
    const text = this.text(name).replaceAll(/[,_ ]/g, '');
    return text === '' ? Number.NaN : Number(text);
  }

  /** Whether a box is ticked. */
  isTicked(name: string): boolean {
    return this.data.has(name);
  }

  /** All values of a field. */
  texts(name: string): string[] {
    return this.data.getAll(name).filter((value) => typeof value === 'string');
  }

  /** The text of a file that was chosen; `undefined` when none was. */
  async file(name: string): Promise<string | undefined> {
    const value = this.data.get(name);
    return value === null || typeof value === 'string' || value.size === 0 ? undefined : value.text();
  }

  /** The names of all its fields. */
  names(): string[] {
    return [...new Set(this.data.keys())];
  }
}
