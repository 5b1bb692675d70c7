import { Hono } from 'hono';
import { assertIdentifierCount } from '../../domain/cohort.js';
import type { Emulator } from '../../emulator.js';
import { namingNotes } from '../../wire/notes.js';
import { readCohortUsers, readNameCohort } from '../../wire/partner-cohorts.js';
import type { BrazeEnv } from '../exchange.js';
import { parseJson, readBody } from '../middleware/body.js';
import { partnerKeys } from '../middleware/partner-keys.js';
import { assertWithinRateLimit, countCohortRequest } from '../middleware/rate-limit.js';

/**
 * The two partner cohort endpoints. Order of checks: content type and JSON, path, keys, fields, rate limit. [inferred]
 * Status 201 [client: Segment], body by analogy [inferred].
 */
export function partnerCohortRoutes(emulator: Emulator) {
  const checks = [readBody, parseJson, partnerKeys(emulator), countCohortRequest(emulator)] as const;
  return new Hono<BrazeEnv>()
    .post('/partners/:partner/cohorts', ...checks, (c) => {
      const naming = readNameCohort(c.var.body);
      c.var.exchange.cohortId = naming.cohortId;
      assertWithinRateLimit(c, c.var.standing);
      c.var.exchange.notes = namingNotes(emulator.nameCohort(c.var.partnerAccess, naming));
      return c.json({ message: 'success' }, 201);
    })
    .post('/partners/:partner/cohorts/users', ...checks, (c) => {
      const request = readCohortUsers(c.var.body);
      c.var.exchange.cohortId = request.cohortId;
      assertIdentifierCount(request.changes);
      assertWithinRateLimit(c, c.var.standing);
      c.var.exchange.outcome = emulator.changeCohortMembers(c.var.partnerAccess, request);
      return c.json({ message: 'success' }, 201);
    });
}
