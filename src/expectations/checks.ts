import type { JournalEntry, RequestMatch } from '../client/api.js';
import type { Either } from '../client/call.js';
import { EmulatorError } from '../domain/errors.js';
import { checkExcludes, checkIncludes, checkMembers, checkSize } from '../kit/members.js';
import { checkNoRefusals, checkNoUnknownIds, checkReceived } from '../kit/requests.js';
import type { Verdict } from '../kit/verdict.js';
import type { CohortHandle } from '../library/handles/cohort.js';
import type { SegmentHandle } from '../library/handles/segment.js';
import type { WorkspaceHandle } from '../library/handles/workspace.js';
import type {
  CohortExpectation,
  Expectations,
  MembersExpectation,
  RequestsExpectation,
  SegmentExpectation,
} from './expectations.js';

/** What the checks look at. */
export interface Judged {
  shop: WorkspaceHandle<'either'>;
  /** Requests that reached no workspace, as far as nobody else can have sent them. */
  strays: readonly JournalEntry[];
}

/** One thing that is expected. */
export interface Check {
  /** Says what it is about: `cohort vip of hightouch: members`. */
  name: string;
  /** What the matchers of the test kit say. @throws EmulatorError for what is not there to be looked at. */
  judge(judged: Judged): Either<Verdict>;
}

/** Everything that is expected, one by one; nothing when the file expects nothing. */
export function checksOf(expectations: Expectations): Check[] {
  const { cohorts = [], segments = [], requests = [], no_refusals, no_unknown_ids } = expectations;
  const checks = [...cohorts.flatMap(ofCohort), ...segments.flatMap(ofSegment), ...requests.map(ofRequests)];
  if (no_refusals) {
    const name = 'no refusals';
    checks.push({ name, judge: ({ shop, strays }) => checkNoRefusals(name, shop, strays) });
  }
  if (no_unknown_ids) {
    const name = 'no unknown ids';
    checks.push({ name, judge: ({ shop }) => checkNoUnknownIds(name, shop) });
  }
  return checks;
}

type Group = CohortHandle<'either'> | SegmentHandle<'either'>;
type FindGroup = (judged: Judged) => Either<Group>;

function ofCohort({ name, partner, cohort_id, ...its }: CohortExpectation): Check[] {
  return ofMembers(name ?? `cohort ${cohort_id} of ${partner}`, its, ({ shop }) =>
    shop.cohort(partner, cohort_id),
  );
}

function ofSegment({ name, id, ...its }: SegmentExpectation): Check[] {
  return ofMembers(`segment ${name ?? id}`, its, async ({ shop }) => {
    const all = await shop.segments();
    const found = all.filter((segment) => (id === undefined ? segment.name === name : segment.id === id));
    const [first, second] = found;
    if (first !== undefined && second === undefined) return shop.segment(first.id);
    if (second !== undefined)
      throw notFound(`${found.length} segments are named '${name}'; give the id of one`);
    const names = all.map((segment) => `'${segment.name}'`).join(', ') || 'none';
    throw notFound(`The workspace has no segment '${name ?? id}'; it has ${names}`);
  });
}

function notFound(message: string): EmulatorError {
  return new EmulatorError('segment_not_found', message);
}

function ofMembers(about: string, its: MembersExpectation, find: FindGroup): Check[] {
  const { members, includes, excludes, size } = its;
  const check = (field: string, judge: (name: string, group: Group) => Either<Verdict>) => {
    const name = `${about}: ${field}`;
    return { name, judge: async (judged: Judged) => judge(name, await find(judged)) };
  };
  return [
    ...(members === undefined ? [] : [check('members', (name, group) => checkMembers(name, group, members))]),
    ...(includes === undefined
      ? []
      : [check('includes', (name, group) => checkIncludes(name, group, includes))]),
    ...(excludes === undefined
      ? []
      : [check('excludes', (name, group) => checkExcludes(name, group, excludes))]),
    ...(size === undefined ? [] : [check('size', (name, group) => checkSize(name, group, size))]),
  ];
}

function ofRequests({ count, at_least, at_most, ...match }: RequestsExpectation): Check {
  const hasBounds = at_least !== undefined || at_most !== undefined;
  const times = hasBounds ? { at_least, at_most } : count;
  const name = `requests ${describeMatch(match)}: ${describeTimes(count, at_least, at_most)}`;
  return { name, judge: ({ shop }) => checkReceived(name, shop, match as RequestMatch, times) };
}

function describeMatch(match: object): string {
  const parts = Object.entries(match).map(
    ([field, value]) => `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return parts.length === 0 ? 'of any kind' : parts.join(', ');
}

function describeTimes(count?: number, atLeast?: number, atMost?: number): string {
  if (count !== undefined) return String(count);
  if (atLeast === undefined && atMost === undefined) return 'at least 1';
  const parts = [atLeast !== undefined && `at least ${atLeast}`, atMost !== undefined && `at most ${atMost}`];
  return parts.filter(Boolean).join(' and ');
}
