import type { Pieces } from '../pieces.js';
import { ArrivalOrder } from './arrival-order.js';
import { Findings } from './findings.js';
import { judgedRequest, type ObservedRequest } from './judged-request.js';
import { type ContractReport, type RuleResult, type Severity, verdictOf } from './report.js';
import type { Rule, RuleRun } from './rule.js';
import { contractRules } from './rules.js';
import { type ContractSettings, exceptionOf, limitsOf, severityOf } from './settings.js';

interface Running {
  rule: Rule;
  severity: Severity;
  findings: Findings;
  run: RuleRun;
}

/** All rules at work on the requests of one workspace. It needs no more memory for many requests than for some. */
export class ContractJudgement {
  private readonly order = new ArrivalOrder();
  private readonly running: Running[];
  private requestCount = 0;

  constructor(settings: ContractSettings) {
    this.running = contractRules.flatMap((rule) => {
      const severity = severityOf(rule, settings);
      if (severity === 'off') return [];
      const findings = new Findings(exceptionOf(rule, settings));
      return [{ rule, severity, findings, run: rule.start(findings, limitsOf(rule, settings)) }];
    });
  }

  /** Takes the next request, in the order of the answers. @throws EmulatorError as `isMatch`, for an exception. */
  see(request: ObservedRequest): void {
    this.requestCount++;
    const next = this.order.add(request);
    if (next !== undefined) this.judge(next);
  }

  /** What all rules saw; nothing may be seen afterwards. @throws EmulatorError as `see`. */
  *finish(): Pieces<ContractReport> {
    for (const request of this.order.rest()) {
      this.judge(request);
      yield;
    }
    const rules = this.running.map(({ rule, severity, findings, run }): RuleResult => {
      run.finish?.();
      const { id, title, source, why, fix } = rule;
      return { id, title, severity, source, why, fix, ...findings.result() };
    });
    return { requestCount: this.requestCount, verdict: verdictOf(rules), rules };
  }

  private judge(request: ObservedRequest): void {
    const judged = judgedRequest(request);
    for (const { run } of this.running) run.see(judged);
  }
}
