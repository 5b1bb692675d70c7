import type { Behaviour } from '../../../client/api.js';
import { defaultBehaviour } from '../../../domain/seed/blueprint.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';

type LimitName = keyof Behaviour['rate_limits'];
type SwitchName = Exclude<keyof Behaviour, 'rate_limits'>;
type Value = string | number | boolean;

/** A behaviour switch of a workspace, as a person chooses it. */
export interface Switch {
  name: string;
  /** What it decides. */
  decides: string;
  byDefault: Value;
  /** Its values with what each means; without them, any number. */
  values?: { value: Value; label: string }[];
  now(behaviour: Behaviour): Value;
  /** Setting it, as `PATCH` of the workspace takes it. */
  change(value: Value): object;
}

export function isAtDefault(its: Switch, behaviour: Behaviour): boolean {
  return its.now(behaviour) === its.byDefault;
}

/** @param meanings  Of each value; the default comes first. */
function choice<Name extends SwitchName>(
  name: Name,
  byDefault: Behaviour[Name],
  decides: string,
  meanings: Record<`${Behaviour[Name]}`, string>,
): Switch {
  const values = Object.entries<string>(meanings).map(([text, meaning]) => ({
    value: valueLike(byDefault, text),
    label: meaning === '' ? text : `${text}: ${meaning}`,
  }));
  return { ...number(name, byDefault, decides), values };
}

function number(name: SwitchName, byDefault: Value, decides: string): Switch {
  return {
    name,
    decides,
    byDefault,
    now: (behaviour) => behaviour[name],
    change: (value) => ({ [name]: value }),
  };
}

function limit({
  name,
  requestsMax,
  windowMs,
}: {
  name: LimitName;
  requestsMax: number;
  windowMs: number;
}): Switch {
  return {
    name,
    decides: `requests in ${windowText(windowMs)}`,
    byDefault: requestsMax,
    now: (behaviour) => behaviour.rate_limits[name],
    change: (value) => ({ rate_limits: { [name]: value } }),
  };
}

function windowText(ms: number): string {
  if (ms % 86_400_000 === 0) return 'a day';
  if (ms % 3_600_000 === 0) return 'an hour';
  if (ms % 60_000 === 0) return 'a minute';
  return ms === 1_000 ? 'a second' : `${ms / 1_000} s`;
}

/** A text as the kind of value that another one is. */
export function valueLike(example: Value, text: string): Value {
  if (typeof example === 'boolean') return text === 'true';
  return typeof example === 'number' ? Number(text.replaceAll(/[,_ ]/g, '') || Number.NaN) : text;
}

const its = defaultBehaviour;

/** Those that are no rate limits of one bucket. */
export const behaviourSwitches: readonly Switch[] = [
  choice('unknown_cohort', its.unknownCohort, 'what changes of a cohort that was never named do', {
    create: 'they make it',
    ignore: 'they have no effect',
    reject: 'they are refused',
  }),
  choice('conflict_policy', its.conflictPolicy, 'which change counts if a request adds and removes a user', {
    last_wins: 'the last',
    add_wins: 'the addition',
    remove_wins: 'the removal',
  }),
  choice(
    'alias_only_profiles',
    its.aliasOnlyProfiles,
    'whether an alias may name a user without an external_id',
    {
      match: '',
      skip: '',
    },
  ),
  choice('device_match', its.deviceMatch, 'whose devices match', {
    no_external_id: 'users without one',
    sdk_anonymous_only: 'made by the SDK',
  }),
  choice('membership_on_merge', its.membershipOnMerge, 'what a merge does with memberships', {
    union: 'both users’ stay',
    keep_target: 'only the target’s stay',
  }),
  number('processing_delay_ms', its.processingDelayMs, 'how many ms after its answer a change is applied'),
  choice('processing_order', its.processingOrder, 'whether a delayed change may overtake another', {
    in_order: '',
    shuffled: '',
  }),
  choice(
    'missing_permission_status',
    its.missingPermissionStatus,
    'the status for a key without the permission',
    {
      403: '',
      401: '',
    },
  ),
  choice('track_limit', its.trackLimit, 'how 75 objects of /users/track are counted', {
    combined_75: 'in all arrays',
    per_array_75: 'in each array',
  }),
  choice('key_in_body', its.keyInBody, 'whether a REST API key may stand in the body', {
    false: '',
    true: '',
  }),
  choice(
    'require_fields_to_export',
    its.requireFieldsToExport,
    'whether /users/export/ids must name fields',
    {
      false: '',
      true: '',
    },
  ),
  choice('ratelimit_reset_format', its.ratelimitResetFormat, 'what X-RateLimit-Reset tells', {
    epoch: 'the end of the window',
    seconds_left: 'until then',
  }),
  choice('strictness', its.strictness, 'whether what Braze ignores is refused', { lenient: '', strict: '' }),
];

export const rateLimits: readonly Switch[] = [
  number('cohort_requests_per_hour', its.cohortRequestsPerHour, 'cohort requests of a partner in an hour'),
  ...Object.values(rateLimitBuckets).map(limit),
];

export const switches: readonly Switch[] = [...behaviourSwitches, ...rateLimits];
