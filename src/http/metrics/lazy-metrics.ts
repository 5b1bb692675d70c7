import type { Emulator } from '../../emulator.js';
import { outcomeCounts } from '../../wire/outcome.js';
import type { FinishedExchange } from '../braze/exchange.js';
import type { Metrics, RequestSample } from './metrics.js';

/** Prometheus's text format. */
export interface RenderedMetrics {
  contentType: string;
  text: string;
}

/** Requests kept until the metrics are loaded. */
const pendingSamplesMax = 1_000;

/**
 * Metrics whose library is loaded when they are first asked for, or when a thousand requests wait to be counted: it takes
 * longer to load than everything else, and most tests never ask.
 */
export class LazyMetrics {
  private pending: RequestSample[] = [];
  private loading: Promise<Metrics> | undefined;

  constructor(private readonly emulator: Emulator) {}

  observe({ route, method, status, durationMs, refusal, outcome }: FinishedExchange): void {
    const identifiers = outcome === undefined ? {} : outcomeCounts(outcome);
    this.pending.push({ route, method, status, durationMs, rule: refusal?.code, identifiers });
    if (this.pending.length >= pendingSamplesMax) void this.counted();
  }

  async render(): Promise<RenderedMetrics> {
    return (await this.counted()).render();
  }

  private async counted(): Promise<Metrics> {
    this.loading ??= import('./metrics.js').then(({ Metrics }) => new Metrics(this.emulator));
    const metrics = await this.loading;
    for (const sample of this.pending) metrics.observe(sample);
    this.pending = [];
    return metrics;
  }
}
