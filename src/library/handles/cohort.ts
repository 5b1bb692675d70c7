import type { Cohort, ControlCalls, Membership, Profile, Sync } from '../../client/api.js';
import {
  type AnswerOf,
  after,
  type Caller,
  type Either,
  type Given,
  listAll,
  type Mode,
} from '../../client/call.js';
import { idOf, nameOf } from '../../client/identity.js';
import { workspacePagePath } from '../../client/page-path.js';
import { anObject, aText } from '../arguments.js';
import { identifierOf, inTurn, readings, type Who } from '../identity.js';
import { notMet, unless } from '../not-met.js';
import { type SegmentHandle, SegmentOf } from './segment.js';

/** Why a user is in a cohort, or is not. */
export type MembershipRule = Membership['rule'];

/** Whether a user is in a cohort, and why. */
export interface MembershipExplanation {
  /** Who was asked about, as `ids()` names users. */
  who: string;
  /** Whether the user is in the cohort now. */
  member: boolean;
  /** The reason, for code. */
  rule: MembershipRule;
  /** The reason in words. Requests are counted from 1, as `requests()` of the workspace lists them. */
  message: string;
  /** What would have to be done for the user to be in. */
  advice?: string;
  /** The `X-Request-Id` of the request that it is about. */
  request_id?: string;
}

/** What a cohort is waited for. */
export interface CohortExpectation {
  /** Exactly these members, in any order. */
  ids?: readonly Who[];
  /** These members, and perhaps others. */
  including?: readonly Who[];
  /** So many members. */
  size?: number;
  /** For how long, in milliseconds of real time, it must not have changed. Default 0. */
  quiet_ms?: number;
  /** Milliseconds of real time, at most 300,000. Default 10,000. */
  timeout_ms?: number;
}

/** A cohort of a partner, whether it exists yet or not. */
export interface CohortHandle<M extends Mode | 'either' = 'here'> {
  /** Path name of the partner, e.g. `hightouch`. */
  readonly partner: string;
  /** The partner's id of the cohort. */
  readonly cohortId: string;
  /** Address of the page of the dashboard that shows it. */
  readonly page: string;
  /**
   * Who is in it: of each user the external id, or else `label:name` of an alias, or else `device:` and the device id. Sorted;
   * empty also when the partner never named the cohort.
   */
  ids(): Given<M, string[]>;
  /** The users in it, with all their identifiers. */
  members(): Given<M, Profile[]>;
  /** How many users are in it; 0 also when the partner never named the cohort. */
  size(): Given<M, number>;
  /** The cohort itself; `undefined` when the partner never named it. */
  info(): Given<M, Cohort | undefined>;
  /**
   * Whether somebody is in it, and why: the request that added or removed the user, or what kept every request from it.
   * Somebody whom nobody knows is no error.
   */
  explain(who: Who): Given<M, MembershipExplanation>;
  /** The same for each of at most 10,000, much faster than one by one. */
  explain(who: readonly Who[]): Given<M, MembershipExplanation[]>;
  /** Its syncs, the newest first: successive requests with no gap over a minute between them, and what they changed. */
  syncs(): Given<M, Sync[]>;
  /** What each request of a sync changed: who came and who left. @param requestId  Of any request of the sync. */
  sync(requestId: string): Given<M, AnswerOf<'getSync'>['requests']>;
  /** How many were in it over time, by the requests of the journal. @param points  At most, from 1 to 1,000. Default 200. */
  sizes(points?: number): Given<M, AnswerOf<'listCohortSizes'>['points']>;
  /** The segments with a filter that names it, archived ones too. @throws EmulatorError `cohort_not_found`. */
  segments(): Given<M, AnswerOf<'listCohortSegments'>['segments']>;
  /**
   * Waits until the cohort is as expected.
   *
   * @throws EmulatorError `not_met` when the time is over, with what is missing.
   */
  waitFor(expected: CohortExpectation): Promise<void>;
  /**
   * Saves a segment of those who are in it.
   *
   * @param name  Default: the id of the cohort.
   * @throws EmulatorError `invalid_request` while the partner has not named the cohort.
   */
  segment(name?: string): Given<M, SegmentHandle<M>>;
  /** Deletes it. The users stay. @throws EmulatorError `cohort_not_found`. */
  delete(): Given<M, void>;
}

export class CohortOf implements CohortHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
    readonly partner: string,
    readonly cohortId: string,
  ) {}

  get page(): string {
    return this.caller.url + workspacePagePath(this.ws, 'cohorts', this.partner, this.cohortId);
  }

  private get params() {
    return { ws: this.ws, partner: this.partner, cohort_id: this.cohortId };
  }

  ids(): Either<string[]> {
    return after(this.members(), (members) => members.map(idOf).sort());
  }

  members(): Either<Profile[]> {
    return unless(
      'cohort_not_found',
      () => listAll(this.caller, 'listCohortMembers', 'members', { params: this.params }),
      [],
    );
  }

  size(): Either<number> {
    return after(this.info(), (cohort) => cohort?.member_count ?? 0);
  }

  info(): Either<Cohort | undefined> {
    return unless<Cohort | undefined>(
      'cohort_not_found',
      () => this.caller.call('getCohort', { params: this.params }),
      undefined,
    );
  }

  explain(who: Who): Either<MembershipExplanation>;
  explain(who: readonly Who[]): Either<MembershipExplanation[]>;
  explain(who: Who | readonly Who[]): Either<MembershipExplanation | MembershipExplanation[]> {
    const isOne = !Array.isArray(who);
    const asked = (isOne ? [who] : who) as readonly Who[];
    const identifiers = asked.map((its, place) => {
      readings(isOne ? 'who' : `who[${place}]`, its);
      return its;
    });
    if (!isOne && identifiers.length === 0) return [];
    if (isOne) {
      const query = queryOf(asked[0]!);
      return after(this.caller.call('explainMember', { params: this.params, query }), explanationOf);
    }
    const body = { identifiers };
    return after(this.caller.call('explainMembers', { params: this.params, body }), ({ members }) =>
      members.map(explanationOf),
    );
  }

  syncs(): Either<Sync[]> {
    return listAll(this.caller, 'listCohortSyncs', 'syncs', { params: this.params });
  }

  sync(requestId: string): Either<AnswerOf<'getSync'>['requests']> {
    const params = { ...this.params, id: aText('requestId', requestId) };
    return listAll(this.caller, 'getSync', 'requests', { params });
  }

  sizes(points?: number): Either<AnswerOf<'listCohortSizes'>['points']> {
    const query = points === undefined ? {} : { points };
    return after(this.caller.call('listCohortSizes', { params: this.params, query }), (its) => its.points);
  }

  segments(): Either<AnswerOf<'listCohortSegments'>['segments']> {
    return after(this.caller.call('listCohortSegments', { params: this.params }), (its) => its.segments);
  }

  async waitFor(expected: CohortExpectation): Promise<void> {
    const { ids, including, size = ids?.length, ...rest } = anObject('expected', expected);
    const who = [...(ids ?? []), ...(including ?? [])];
    const members = await inTurn(who, (its) => identifierOf(this.caller, this.ws, 'ids', its));
    const body = { partner: this.partner, cohort_id: this.cohortId, size, members, ...rest };
    const answer = await this.caller.call('waitForCohort', { params: { ws: this.ws }, body });
    if (answer.matched) return;
    const missing = answer.missing.map((its) => JSON.stringify(its)).join(', ');
    throw notMet(
      `Waited in vain for cohort ${this.cohortId} of ${this.partner}. ${answer.reason}` +
        `${missing && `: ${missing}`}. Its members: ${listed(await this.ids())}`,
    );
  }

  segment(name: string = this.cohortId): Either<SegmentOf> {
    const { partner, cohortId } = this;
    const filter = {
      type: 'cohort' as const,
      partner,
      comparison: 'includes' as const,
      cohort_ids: [cohortId],
    };
    const body = {
      name: aText('name', name),
      definition: { groups: [{ op: 'and' as const, filters: [filter] }] },
    };
    const made = this.caller.call('createSegment', { params: { ws: this.ws }, body });
    return after(made, ({ id }) => new SegmentOf(this.caller, this.ws, id));
  }

  delete(): Either<void> {
    return this.caller.call('deleteCohort', { params: this.params });
  }
}

function queryOf(who: Who): ControlCalls['explainMember']['query'] {
  if (typeof who === 'string') return { id: who };
  return 'user_alias' in who ? who.user_alias : who;
}

function explanationOf({ identifier, user, member, rule, message, advice, request_id }: Membership) {
  return {
    who: user === null ? nameOf(identifier) : idOf(user),
    member,
    rule,
    message,
    ...(advice !== undefined && { advice }),
    ...(request_id !== undefined && { request_id }),
  };
}

const listedMax = 20;

/** The first of them, in words. */
function listed(ids: readonly string[]): string {
  if (ids.length === 0) return 'none';
  const more = ids.length > listedMax ? ` and ${ids.length - listedMax} more` : '';
  return ids.slice(0, listedMax).join(', ') + more;
}
