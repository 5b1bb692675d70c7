import { z } from 'zod';
import type { Rule, Threshold } from '../../domain/contract/rule.js';
import { contractRules } from '../../domain/contract/rules.js';
import type { ContractSettings, RuleSettings } from '../../domain/contract/settings.js';
import { contractExceptionsMax } from '../../domain/limits.js';
import { lazySchema } from '../endpoint.js';
import { requestMatch } from './journal/expectations.js';

// Which rules of the contract are judged, how severely, by which numbers, and which requests they leave out: the body of
// `POST …/contract`, and a file of rules.

const severity = z
  .enum(['error', 'warning', 'info', 'off'])
  .optional()
  .describe('`off`: it is not judged, and not in the report.');

const ruleSettings = (rule: Rule) =>
  z
    .strictObject({ severity, ...thresholdsOf(rule) })
    .transform(({ severity: how, ...rest }): RuleSettings => {
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      return { severity: how, thresholds: Object.fromEntries(given) as Record<string, number> };
    })
    .optional()
    .describe(rule.title);

function thresholdsOf({ thresholds }: Rule): Record<string, z.ZodOptional<z.ZodNumber>> {
  const schemaOf = ({ usual, meaning }: Threshold) =>
    z.number().min(0).optional().describe(`${meaning} Usually ${usual}.`);
  return Object.fromEntries(Object.entries(thresholds).map(([name, its]) => [name, schemaOf(its)]));
}

const rules = lazySchema(() =>
  z
    .strictObject(Object.fromEntries(contractRules.map((rule) => [rule.id, ruleSettings(rule)])))
    .transform((its): ContractSettings['rules'] => {
      const given = Object.entries(its).filter(([, value]) => value !== undefined);
      return Object.fromEntries(given) as Record<string, RuleSettings>;
    }),
);

const exception = lazySchema(() =>
  z.strictObject({
    rule: z.enum(contractRules.map(({ id }) => id)).describe('Id of the rule.'),
    match: requestMatch().describe('Which requests it leaves out.'),
    reason: z.string().min(1).describe('Why, for whoever reads this.'),
  }),
);

/** What a run of the rules changes about them. */
export const contractSettings = lazySchema(() =>
  z
    .strictObject({
      version: z.literal(1),
      documented: z.boolean().optional().describe('Whether only what Braze documents is judged.'),
      rules: rules().optional().describe('By the ids of the rules; what is left out is as usual.'),
      exceptions: z.array(exception()).max(contractExceptionsMax).optional(),
    })
    .transform(
      (its): ContractSettings => ({
        isDocumentedOnly: its.documented ?? false,
        rules: its.rules ?? {},
        exceptions: its.exceptions ?? [],
      }),
    )
    .meta({ id: 'contract_settings', description: 'What a run of the rules changes about them.' }),
);
