/** Requests whose answers wait until a test lets them go, by the fault that holds them. */
export class HeldAnswers {
  private readonly requestIds = new Map<string, Set<string>>();

  /** @param onChanged  Told when an answer is held or let go. */
  constructor(private readonly onChanged: () => void) {}

  add(faultId: string, requestId: string): void {
    const held = this.requestIds.get(faultId) ?? new Set();
    this.requestIds.set(faultId, held.add(requestId));
    this.onChanged();
  }

  /** Takes one away that nobody waits for any more. */
  remove(faultId: string, requestId: string): void {
    const held = this.requestIds.get(faultId);
    if (held?.delete(requestId) && held.size === 0) this.requestIds.delete(faultId);
  }

  isHeld(faultId: string, requestId: string): boolean {
    return this.requestIds.get(faultId)?.has(requestId) ?? false;
  }

  /** Ids of the requests that a fault holds, the oldest first. */
  heldBy(faultId: string): string[] {
    return [...(this.requestIds.get(faultId) ?? [])];
  }

  /** Lets go of every answer that a fault holds. @returns How many. */
  release(faultId: string): number {
    const count = this.heldBy(faultId).length;
    this.requestIds.delete(faultId);
    if (count > 0) this.onChanged();
    return count;
  }
}
