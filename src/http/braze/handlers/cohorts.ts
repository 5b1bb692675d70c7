import { accept, type BrazeHandlers } from '../call.js';

export const cohortHandlers: BrazeHandlers<'nameCohort' | 'changeCohortMembers'> = {
  nameCohort(call) {
    const { partner } = call.c.var.partnerAccess;
    accept(call, 'nameCohort', { partner, ...call.input });
    return { message: 'success' };
  },
  changeCohortMembers(call) {
    const { partner } = call.c.var.partnerAccess;
    const outcome = accept(call, 'changeCohortMembers', { partner, ...call.input });
    if (call.record.heldUntil === undefined) call.record.outcome = outcome;
    return { message: 'success' };
  },
};
