import { emptyOutcome, type MembershipOutcome } from '../../../src/domain/cohort.js';
import { ContractJudgement } from '../../../src/domain/contract/judge.js';
import type { ObservedRequest } from '../../../src/domain/contract/judged-request.js';
import type { RuleResult } from '../../../src/domain/contract/report.js';
import { type ContractSettings, usualSettings } from '../../../src/domain/contract/settings.js';
import type { JsonValue } from '../../../src/domain/json.js';
import { atOnce } from '../../../src/domain/pieces.js';

/** What differs from a request of good conduct that was answered 201. */
export interface Deviation {
  path?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: JsonValue;
  /** `null`: there was no whole answer. */
  status?: number | null;
  answerHeaders?: Record<string, string>;
  answerBody?: JsonValue;
  durationMs?: number;
  /** Rules of the decision's notes. */
  notes?: string[];
  outcome?: Partial<MembershipOutcome> | null;
  /** Milliseconds from its arrival to that of the next; left out, as long as it takes. */
  nextAfterMs?: number;
}

export interface Changes {
  add?: string[];
  remove?: string[];
}

const goodHeaders = { 'content-type': 'application/json', 'user-agent': 'partner-Acme' };
const keys = { partner_api_key: '[redacted]', client_secret: '[redacted]' };
const start = Date.UTC(2026, 1, 3, 9);

/** A connector that sends one request after the other, and what rules say of it. */
export class Conduct {
  readonly requests: ObservedRequest[] = [];
  private at = start;
  private receivedAt = start;

  /** Waits, on both clocks. */
  wait(ms: number): this {
    this.at += ms;
    this.receivedAt += ms;
    return this;
  }

  /** Sleeps on the workspace's clock, which takes no time of the server's. */
  sleep(ms: number): this {
    this.at += ms;
    return this;
  }

  name(cohortId = 'vip', fields: Record<string, JsonValue> = {}, deviation: Deviation = {}): this {
    const body = { ...keys, cohort_id: cohortId, name: 'VIP', created_at: '2026-02-03T09:00:00Z', ...fields };
    return this.send('/partners/hightouch/cohorts', body, { outcome: null, ...deviation });
  }

  fill({ add = [], remove = [] }: Changes, deviation: Deviation = {}): this {
    const changes: JsonValue[] = [
      ...(add.length > 0 ? [{ user_ids: add }] : []),
      ...(remove.length > 0 ? [{ user_ids: remove, should_remove: true }] : []),
    ];
    return this.change(changes, deviation);
  }

  change(changes: JsonValue, deviation: Deviation = {}): this {
    const body = { ...keys, cohort_id: 'vip', cohort_changes: changes };
    return this.send('/partners/hightouch/cohorts/users', body, { outcome: {}, ...deviation });
  }

  rest(path: string, body: JsonValue, deviation: Deviation = {}): this {
    const headers = { ...goodHeaders, authorization: 'Bearer [redacted]', ...deviation.headers };
    return this.send(path, body, { outcome: null, ...deviation, headers });
  }

  send(path: string, body: JsonValue, deviation: Deviation): this {
    const { status = 201, notes = [], durationMs = 2, nextAfterMs = durationMs + 1 } = deviation;
    const outcome = status === 201 && deviation.outcome ? { ...emptyOutcome(), ...deviation.outcome } : null;
    const its = {
      method: 'POST',
      path: deviation.path ?? path,
      headers: deviation.headers ?? goodHeaders,
      body: deviation.body === undefined ? body : deviation.body,
    };
    this.requests.push({
      id: `r${this.requests.length + 1}`,
      at: this.at,
      receivedAt: this.receivedAt,
      durationMs,
      ...its,
      query: deviation.query ?? '',
      answer: status === null ? null : answerOf(status, deviation),
      outcome,
      facts: { ...its, status, rules: notes },
    });
    return this.wait(nextAfterMs);
  }

  /** What a rule saw of it. */
  judge(rule: string, settings: Partial<ContractSettings> = {}): RuleResult {
    const judgement = new ContractJudgement({ ...usualSettings, ...settings });
    for (const request of this.requests) judgement.see(request);
    const found = atOnce(judgement.finish()).rules.find(({ id }) => id === rule);
    if (found === undefined) throw new Error(`No rule ${rule}`);
    return found;
  }

  /** The rules that it broke, in the order of a report. */
  broken(): string[] {
    const judgement = new ContractJudgement(usualSettings);
    for (const request of this.requests) judgement.see(request);
    return atOnce(judgement.finish())
      .rules.filter(({ verdict }) => verdict === 'broken')
      .map(({ id }) => id);
  }
}

function answerOf(status: number, { answerHeaders = {}, answerBody }: Deviation): ObservedRequest['answer'] {
  const body = answerBody === undefined ? { message: status === 201 ? 'success' : 'no' } : answerBody;
  return { status, headers: answerHeaders, body };
}

/** So many external ids. */
export function manyIds(count: number, prefix = 'u'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}
