import type { Emulator } from '../../emulator.js';
import type { Metrics, RenderedMetrics, RequestSample } from './metrics.js';

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

  observe(finished: RequestSample): void {
    this.pending.push(finished);
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
