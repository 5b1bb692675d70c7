import { curlLine } from '../journal/replay/curl-line.js';
import type { JudgedRequest } from './judged-request.js';
import { type Breach, type RuleResult, toldBreachesMax } from './report.js';

/** What one run of a rule has found so far. Requests that an exception names are neither judged nor told. */
export class Findings {
  private judgedCount = 0;
  private brokenCount = 0;
  private readonly breaches: Breach[] = [];
  private worst: { size: number; text: string } | null = null;

  constructor(private readonly isExcepted: (request: JudgedRequest) => boolean) {}

  /**
   * Counts a request that the rule has something to say about.
   *
   * @returns Whether it is judged: no exception names it.
   */
  judge(request: JudgedRequest): boolean {
    if (this.isExcepted(request)) return false;
    this.judgedCount++;
    return true;
  }

  /** Tells how bad a judged request is, if it is the worst so far. @param size  The larger, the worse. */
  compare(size: number, text: string): void {
    if (this.worst === null || size > this.worst.size) this.worst = { size, text };
  }

  /** Tells that a request broke the rule. @param message  In one sentence, without its end mark. */
  breach(request: JudgedRequest, message: string): void {
    this.prepareBreach(request, message)();
  }

  /** The same for a breach that only later requests make one: it needs not keep the request. */
  prepareBreach(request: JudgedRequest, message: string): () => void {
    if (this.isExcepted(request)) return () => {};
    const isTold = this.breaches.length < toldBreachesMax;
    const curl = isTold ? curlLine(request) : '';
    return () => {
      this.brokenCount++;
      if (isTold && this.breaches.length < toldBreachesMax)
        this.breaches.push({ request: request.id, message, curl });
    };
  }

  result(): Pick<RuleResult, 'verdict' | 'judgedCount' | 'worst' | 'brokenCount' | 'breaches'> {
    const { judgedCount, brokenCount, breaches } = this;
    const verdict = brokenCount > 0 ? 'broken' : judgedCount > 0 ? 'passed' : 'not_judged';
    return { verdict, judgedCount, worst: this.worst?.text ?? null, brokenCount, breaches };
  }
}
