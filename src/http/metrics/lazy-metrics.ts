import type { FinishedRequest } from '../../domain/journal/request-record.js';
import type { Emulator } from '../../emulator.js';
import { outcomeCounts } from '../../wire/outcome.js';
import type { CountedRequest, Metrics, RenderedMetrics } from './metrics.js';

/** Requests kept until the metrics are loaded. */
const pendingMax = 1_000;

/** What is looked at of a request. */
type RequestSample = Pick<
  FinishedRequest,
  'route' | 'method' | 'status' | 'durationMs' | 'decision' | 'outcome'
>;

/**
 * Metrics whose library is loaded when they are first asked for, or when a thousand requests wait to be counted: it takes
 * longer to load than everything else, and most tests never ask.
 */
export class LazyMetrics {
  private pending: CountedRequest[] = [];
  private loading: Promise<Metrics> | undefined;

  constructor(private readonly emulator: Emulator) {}

  observe({ route, method, status, durationMs, decision, outcome }: RequestSample): void {
    // Nothing more: a request has its body, of up to 4 MiB.
    this.pending.push({
      route,
      method,
      status,
      durationMs,
      refusedBy: decision.kind === 'refused' ? decision.rule : null,
      identifiers: outcome && outcomeCounts(outcome),
    });
    if (this.pending.length >= pendingMax) void this.counted();
  }

  async render(): Promise<RenderedMetrics> {
    return (await this.counted()).render();
  }

  private async counted(): Promise<Metrics> {
    this.loading ??= import('./metrics.js').then(({ Metrics }) => new Metrics(this.emulator));
    const metrics = await this.loading;
    for (const request of this.pending) metrics.observe(request);
    this.pending = [];
    return metrics;
  }
}
