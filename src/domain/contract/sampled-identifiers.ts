import { hashOf } from './fingerprint.js';

/**
 * Identifiers of cohorts, as numbers. When there are too many, every second one is forgotten, then every second of the rest:
 * chosen by their numbers, so that shares stay about right.
 */
export class SampledIdentifiers {
  private readonly cohorts = new Map<string, Set<number>>();
  private size = 0;
  /** Only numbers that this divides are kept. */
  private step = 1;

  constructor(private readonly sizeMax = 100_000) {}

  /** Whether anything was added to a cohort. */
  has(cohort: string): boolean {
    return this.cohorts.has(cohort);
  }

  add(cohort: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    const its = this.cohorts.get(cohort) ?? new Set();
    this.cohorts.set(cohort, its);
    const before = its.size;
    for (const number of this.sampleOf(ids)) its.add(number);
    this.size += its.size - before;
    while (this.size > this.sizeMax) this.halve();
  }

  remove(cohort: string, ids: readonly string[]): void {
    const its = this.cohorts.get(cohort);
    if (its === undefined) return;
    for (const number of this.sampleOf(ids)) if (its.delete(number)) this.size--;
  }

  /** Which share of some identifiers was added and not removed since; of a sample, where there are too many. */
  shareOf(cohort: string, ids: readonly string[]): number {
    const its = this.cohorts.get(cohort);
    const sample = this.sampleOf(ids);
    if (its === undefined || sample.length === 0) return 0;
    return sample.filter((number) => its.has(number)).length / sample.length;
  }

  private sampleOf(ids: readonly string[]): number[] {
    const numbers = ids.map(hashOf);
    return this.step === 1 ? numbers : numbers.filter((number) => number % this.step === 0);
  }

  private halve(): void {
    this.step *= 2;
    this.size = 0;
    for (const its of this.cohorts.values()) {
      for (const number of its) if (number % this.step !== 0) its.delete(number);
      this.size += its.size;
    }
  }
}
