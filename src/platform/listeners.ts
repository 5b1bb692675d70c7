/** Functions to call when something has happened. Several occasions in a row are told once, when the present work is done. */
export class Listeners {
  private readonly listeners = new Set<() => void>();
  private isTelling = false;

  /** @returns What takes the listener away again. */
  add(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    if (this.isTelling || this.listeners.size === 0) return;
    this.isTelling = true;
    queueMicrotask(() => {
      this.isTelling = false;
      for (const listener of [...this.listeners]) listener();
    });
  }
}
