import { accept, type BrazeHandlers } from '../call.js';

export const cohortHandlers: BrazeHandlers<'nameCohort' | 'changeCohortMembers'> = {
  nameCohort(call) {
    const { partner } = call.c.get('partnerAccess');
    accept(call, 'nameCohort', { partner, ...call.input });
    return { message: 'success' };
  },
  changeCohortMembers(call) {
    const { partner } = call.c.get('partnerAccess');
    const result = accept(call, 'changeCohortMembers', { partner, ...call.input });
    const { record, input } = call;
    if (record.heldUntil === undefined) {
      record.outcome = result.outcome;
      record.membership = { changes: input.changes, result };
    }
    return { message: 'success' };
  },
};
