import type { Rule } from './rule.js';
import { noTrailingSlash } from './rules/form/no-trailing-slash.js';
import { identifiersPerRequest } from './rules/identifiers/identifiers-per-request.js';
import { noAddAndRemove } from './rules/identifiers/no-add-and-remove.js';

/** Every rule of Braze's contract that is judged, in the order of a report. */
export const contractRules: readonly Rule[] = [identifiersPerRequest, noAddAndRemove, noTrailingSlash];
