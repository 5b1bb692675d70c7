import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FinishedRequest } from '../../domain/journal/request-record.js';
import type { Emulator } from '../../emulator.js';
import { name, version } from '../../platform/version.js';

/** Prometheus's text format. */
export interface RenderedMetrics {
  contentType: string;
  text: string;
}

/** What is counted of a request. */
export interface CountedRequest extends Pick<FinishedRequest, 'route' | 'method' | 'status' | 'durationMs'> {
  /** The rule that did it. */
  refusedBy: string | null;
  /** How many of a cohort request came to what. */
  identifiers: Record<string, number> | null;
}

/** Cohort requests take about a millisecond, large exports seconds. */
const durationBucketsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The numbers that Prometheus scrapes. No label holds an id, a key or anything else that a request chooses freely, so
 * there are never many series: a test server makes thousands of workspaces.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'braze_emulator_requests_total',
    help: 'Requests of the Braze surface that were answered.',
    labelNames: ['route', 'method', 'status'] as const,
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'braze_emulator_request_duration_seconds',
    help: 'How long answers of the Braze surface took.',
    labelNames: ['route'] as const,
    buckets: durationBucketsS,
    registers: [this.registry],
  });
  private readonly refusals = new Counter({
    name: 'braze_emulator_refusals_total',
    help: 'Requests of the Braze surface that were refused, by the rule that did it.',
    labelNames: ['rule'] as const,
    registers: [this.registry],
  });
  private readonly identifiers = new Counter({
    name: 'braze_emulator_cohort_identifiers_total',
    help: 'Identifiers in cohort requests, by what became of them.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  constructor(emulator: Emulator) {
    addGauges(this.registry, emulator);
    addProcess(this.registry);
  }

  observe({ route, method, status, durationMs, refusedBy, identifiers }: CountedRequest): void {
    const labels = { route: route ?? 'none' };
    this.requests.inc({ ...labels, method, status: status ?? 'none' });
    this.durations.observe(labels, durationMs / 1000);
    if (refusedBy !== null) this.refusals.inc({ rule: refusedBy });
    for (const [name, count] of Object.entries(identifiers ?? {})) {
      this.identifiers.inc({ outcome: name }, count);
    }
  }

  async render(): Promise<RenderedMetrics> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}

/** What the emulator holds, counted when it is asked for. */
function addGauges(registry: Registry, emulator: Emulator): void {
  const gauge = (suffix: string, help: string, read: () => number) =>
    new Gauge({
      name: `braze_emulator_${suffix}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('workspaces', 'Workspaces.', () => emulator.viewServer().workspaceCount);
  gauge('profiles', 'User profiles of all workspaces.', () => emulator.viewServer().profileCount);
  gauge('storage_bytes', 'Size of the database.', () => emulator.viewServer().storageBytes);
  gauge('snapshots', 'Snapshots that are kept.', () => emulator.listSnapshots().length);
  const info = new Gauge({
    name: 'braze_emulator_info',
    help: 'What runs here.',
    labelNames: ['name', 'version', 'node'],
    registers: [registry],
  });
  info.set({ name, version, node: process.version }, 1);
}

/** The process, by the names that Prometheus's own client libraries use. */
function addProcess(registry: Registry): void {
  const registers = [registry];
  const read = (its: { name: string; help: string }, value: () => number) =>
    new Gauge({
      ...its,
      registers,
      collect() {
        this.set(value());
      },
    });
  read(
    { name: 'process_start_time_seconds', help: 'When the process started, in seconds since the epoch.' },
    () => performance.timeOrigin / 1000,
  );
  read({ name: 'process_resident_memory_bytes', help: 'Resident memory of the process.' }, () =>
    process.memoryUsage.rss(),
  );
  read(
    { name: 'nodejs_heap_size_used_bytes', help: 'JavaScript heap in use.' },
    () => process.memoryUsage().heapUsed,
  );
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the process, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
}
