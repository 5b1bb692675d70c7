import type { Rule } from './rule.js';
import { readsErrors } from './rules/answers/reads-errors.js';
import { survivesNoJson } from './rules/answers/survives-no-json.js';
import { batchesNotSingles } from './rules/batches/batches-not-singles.js';
import { settlesBeforeFilling } from './rules/batches/settles-before-filling.js';
import { jsonContentType } from './rules/form/json-content-type.js';
import { namesExportFields } from './rules/form/names-export-fields.js';
import { noTrailingSlash } from './rules/form/no-trailing-slash.js';
import { partnerUserAgent } from './rules/form/partner-user-agent.js';
import { deltasOnly } from './rules/identifiers/deltas-only.js';
import { identifiersPerRequest } from './rules/identifiers/identifiers-per-request.js';
import { noAddAndRemove } from './rules/identifiers/no-add-and-remove.js';
import { noIdentifiedDevices } from './rules/identifiers/no-identified-devices.js';
import { noRepeatedIdentifiers } from './rules/identifiers/no-repeated-identifiers.js';
import { createdAtStable } from './rules/naming/created-at-stable.js';
import { createdAtValid } from './rules/naming/created-at-valid.js';
import { namesAfterRename } from './rules/naming/names-after-rename.js';
import { namesBeforeFilling } from './rules/naming/names-before-filling.js';
import { backsOff } from './rules/retries/backs-off.js';
import { noRepeatedRefusals } from './rules/retries/no-repeated-refusals.js';
import { sendsFailedAgain } from './rules/retries/sends-failed-again.js';
import { waitsForReset } from './rules/retries/waits-for-reset.js';
import { secretsInBodyOnly } from './rules/secrets/secrets-in-body-only.js';
import { secretsInOwnFields } from './rules/secrets/secrets-in-own-fields.js';

/** Every rule of Braze's contract that is judged, in the order of a report. */
export const contractRules: readonly Rule[] = [
  namesBeforeFilling,
  namesAfterRename,
  createdAtValid,
  createdAtStable,
  identifiersPerRequest,
  noRepeatedIdentifiers,
  noAddAndRemove,
  noIdentifiedDevices,
  deltasOnly,
  batchesNotSingles,
  settlesBeforeFilling,
  waitsForReset,
  sendsFailedAgain,
  backsOff,
  noRepeatedRefusals,
  readsErrors,
  survivesNoJson,
  secretsInBodyOnly,
  secretsInOwnFields,
  noTrailingSlash,
  jsonContentType,
  partnerUserAgent,
  namesExportFields,
];
