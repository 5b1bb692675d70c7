import { brazeGroups } from './braze-cases.mjs';
import { controlGroups } from './control-cases.mjs';
import { journalGroups } from './journal-cases.mjs';

/** Each has a server of its own, which is filled once. */
export const groups = [...brazeGroups, ...controlGroups, ...journalGroups];
