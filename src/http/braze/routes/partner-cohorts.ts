import { Hono } from 'hono';
import { assertIdentifierCount } from '../../../domain/cohort.js';
import type { Emulator } from '../../../emulator.js';
import { readCohortUsers, readNameCohort } from '../../../wire/braze/cohorts.js';
import { accept } from '../accept.js';
import type { BrazeEnv } from '../exchange.js';
import { parseJson, readBody } from '../middleware/body.js';
import { partnerFaults } from '../middleware/fault.js';
import { partnerKeys } from '../middleware/partner-keys.js';
import { assertWithinRateLimit, countCohortRequest } from '../middleware/rate-limit.js';

/**
 * The two partner cohort endpoints. Order of checks: content type and JSON, path, keys, fields, rate limit; faults
 * strike after the keys. [inferred]
 * Status 201 [client: Segment], body by analogy [inferred].
 */
export function partnerCohortRoutes(emulator: Emulator) {
  const checks = [
    readBody,
    parseJson,
    partnerKeys(emulator),
    partnerFaults(emulator),
    countCohortRequest(emulator),
  ] as const;
  return new Hono<BrazeEnv>()
    .post('/partners/:partner/cohorts', ...checks, (c) => {
      const naming = readNameCohort(c.var.body);
      c.var.exchange.cohortId = naming.cohortId;
      assertWithinRateLimit(c, c.var.standing);
      const { partner } = c.var.partnerAccess;
      accept(emulator, c, 'nameCohort', { partner, ...naming });
      return c.json({ message: 'success' }, 201);
    })
    .post('/partners/:partner/cohorts/users', ...checks, (c) => {
      const request = readCohortUsers(c.var.body);
      c.var.exchange.cohortId = request.cohortId;
      assertIdentifierCount(request.changes);
      assertWithinRateLimit(c, c.var.standing);
      const { partner } = c.var.partnerAccess;
      const outcome = accept(emulator, c, 'changeCohortMembers', { partner, ...request });
      if (c.var.exchange.heldUntil === undefined) c.var.exchange.outcome = outcome;
      return c.json({ message: 'success' }, 201);
    });
}
