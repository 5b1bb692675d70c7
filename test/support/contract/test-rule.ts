import { describe, expect, test } from 'vitest';
import { contractRules } from '../../../src/domain/contract/rules.js';
import type { Conduct } from './conduct.js';

/** What a rule must say of conduct, by what that is. */
export interface RuleCases {
  /** Judged, and silent. */
  right: Record<string, () => Conduct>;
  /** Broken, by these requests, with these sentences. */
  wrong: Record<string, [conduct: () => Conduct, breaches: [request: string, message: string | RegExp][]]>;
  /** Nothing to judge. */
  nothing: Record<string, () => Conduct>;
}

/** Tests of one rule: it keeps silent on right conduct, trips on wrong conduct, and says when it had nothing to judge. */
export function testRule(id: string, { right, wrong, nothing }: RuleCases): void {
  describe(id, () => {
    test('is in the list', () => {
      expect(contractRules.map((rule) => rule.id)).toContain(id);
    });
    test.each(Object.entries(right))('is silent on %s', (_, conduct) => {
      const { verdict, breaches } = conduct().judge(id);
      expect({ verdict, breaches }).toEqual({ verdict: 'passed', breaches: [] });
    });
    test.each(Object.entries(wrong))('trips on %s', (_, [conduct, expected]) => {
      const { verdict, brokenCount, breaches } = conduct().judge(id);
      expect(verdict).toBe('broken');
      expect(breaches.map(({ request }) => request)).toEqual(expected.map(([request]) => request));
      expect(brokenCount).toBe(expected.length);
      for (const [index, [, message]] of expected.entries())
        expect(breaches[index]?.message).toMatch(message);
    });
    test.each(Object.entries(nothing))('has nothing to judge in %s', (_, conduct) => {
      expect(conduct().judge(id)).toMatchObject({ verdict: 'not_judged', judgedCount: 0 });
    });
  });
}
