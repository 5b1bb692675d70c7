import { z } from 'zod';
import type { ContractReport, RuleResult } from '../../domain/contract/report.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { contractSettings } from './contract-settings.js';
import { controlEndpoint } from './endpoint.js';

// How a connector kept to Braze's contract: the report that `…/contract` gives, and that files of reports hold.

const severity = z.enum(['error', 'warning', 'info']);
const verdict = z.enum(['passed', 'broken', 'not_judged']);

const breachAnswer = lazySchema(() =>
  z.strictObject({
    request: z.string().describe('Id of the request.'),
    message: z.string().describe('What was wrong with it.'),
    curl: z.string().describe('A line for a shell that sends it once more; keys are environment variables.'),
  }),
);

const ruleAnswer = lazySchema(() =>
  z
    .strictObject({
      id: z.string(),
      title: z.string(),
      severity,
      source: z.strictObject({ page: z.string(), confidence: z.enum(['doc', 'client', 'inferred']) }),
      why: z.string(),
      fix: z.string(),
      verdict: verdict.describe('`not_judged`: no request gave it anything to judge.'),
      judged_count: z.int().describe('How many requests it judged.'),
      worst: z.string().nullable().describe('The worst case it saw.'),
      broken_count: z.int().describe('How many requests broke it; the first of them follow.'),
      breaches: z.array(breachAnswer()),
    })
    .meta({ id: 'contract_rule', description: "A rule of Braze's contract, and what it saw." }),
);

export const contractAnswer = lazySchema(() =>
  z
    .strictObject({
      version: z.literal(1),
      workspace: z.strictObject({ id: z.string(), name: z.string() }),
      request_count: z.int(),
      verdict: verdict.describe(
        '`broken`: a rule of severity error was. `not_judged`: no rule had anything to judge.',
      ),
      rules: z.array(ruleAnswer()),
    })
    .meta({ id: 'contract_report', description: "How a connector kept to Braze's contract." }),
);

/** The report as the control API and files show it. */
export function contractJson(
  workspace: { id: string; name: string },
  report: ContractReport,
): Wire<typeof contractAnswer> {
  return {
    version: 1,
    workspace: { id: workspace.id, name: workspace.name },
    request_count: report.requestCount,
    verdict: report.verdict,
    rules: report.rules.map(ruleJson),
  };
}

function ruleJson({ judgedCount, brokenCount, ...its }: RuleResult): Wire<typeof ruleAnswer> {
  const { id, title, severity: how, source, why, fix, verdict: came, worst, breaches } = its;
  return {
    id,
    title,
    severity: how,
    source,
    why,
    fix,
    verdict: came,
    judged_count: judgedCount,
    worst,
    broken_count: brokenCount,
    breaches,
  };
}

/** In which form the report comes. */
const contractQuery = lazySchema(() =>
  z.strictObject({
    format: z
      .enum(['json', 'junit', 'html'], 'expected json, junit or html')
      .optional()
      .describe("`junit`: JUnit's XML. `html`: a page."),
  }),
);

export const contractEndpoints = {
  getContractReport: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/contract',
    summary: "Judges the requests of a workspace by the rules of Braze's contract.",
    query: contractQuery,
    answer: { status: 200, body: contractAnswer, otherMediaTypes: ['application/xml', 'text/html'] },
    refusals: ['journal_incomplete'],
  }),
  judgeContract: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/contract',
    summary: 'Judges them by other severities and numbers, and with exceptions.',
    query: contractQuery,
    body: contractSettings,
    answer: { status: 200, body: contractAnswer, otherMediaTypes: ['application/xml', 'text/html'] },
    refusals: ['journal_incomplete'],
  }),
};
