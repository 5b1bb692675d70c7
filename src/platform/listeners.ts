/** How long listeners are called at a time. */
const sliceMs = 10;

/**
 * Functions to call when something has happened. Several occasions in a row are told once, when the present work is done.
 * Many listeners are called some at a time, with other work in between: each is told of every occasion, perhaps of several
 * at once.
 */
export class Listeners {
  private readonly listeners = new Set<() => void>();
  /** Those that are to be called, in this order. */
  private readonly untold = new Set<() => void>();
  private isTelling = false;
  private next: NodeJS.Immediate | undefined;

  /** @returns What takes the listener away again. */
  add(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      this.untold.delete(listener);
    };
  }

  tell(): void {
    if (this.isTelling || this.listeners.size === 0) return;
    this.isTelling = true;
    queueMicrotask(() => {
      this.isTelling = false;
      for (const listener of this.listeners) this.untold.add(listener);
      // Who waits already is not overtaken.
      if (this.next === undefined) this.callSome();
    });
  }

  private callSome(): void {
    this.next = undefined;
    const endsAt = performance.now() + sliceMs;
    for (const listener of this.untold) {
      this.untold.delete(listener);
      listener();
      if (performance.now() < endsAt) continue;
      if (this.untold.size > 0) this.next = setImmediate(() => this.callSome());
      return;
    }
  }
}
