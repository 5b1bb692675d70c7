import type { Cohort, JournalEntry, Profile } from '../../client/api.js';
import { after, type Caller, type Either, type Given, listAll, type Mode } from '../../client/call.js';
import { anObject, aText } from '../arguments.js';
import { explainMember, type MembershipExplanation } from '../explain-member.js';
import { findSimilar, identifierOf, idOf, inTurn, lookUp, readings, type Who } from '../identity.js';
import { notMet, unless } from '../not-met.js';
import { type SegmentHandle, SegmentOf } from './segment.js';

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

  explain(who: Who): Either<MembershipExplanation> {
    const { partner, cohortId } = this;
    return after(this.journals(), (journals) =>
      after(lookUp(this.caller, this.ws, readings('who', who)), ({ identifier, profile }) => {
        const similar = profile === undefined ? findSimilar(this.caller, this.ws, identifier) : undefined;
        return after(similar, (its) =>
          after(this.members(), (members) => {
            const isMember = members.some(({ braze_id }) => braze_id === profile?.braze_id);
            return explainMember({
              partner,
              cohortId,
              identifier,
              profile,
              similar: its,
              isMember,
              ...journals,
            });
          }),
        );
      }),
    );
  }

  /** Every request that reached the workspace; when none did, those that reached no workspace. */
  private journals(): Either<{ requests: JournalEntry[]; strays: JournalEntry[] }> {
    const params = { ws: this.ws };
    return after(listAll(this.caller, 'listRequests', 'requests', { params }), (requests) =>
      after(requests.length > 0 ? [] : listAll(this.caller, 'listServerRequests', 'requests'), (strays) => ({
        requests,
        strays,
      })),
    );
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

const listedMax = 20;

/** The first of them, in words. */
function listed(ids: readonly string[]): string {
  if (ids.length === 0) return 'none';
  const more = ids.length > listedMax ? ` and ${ids.length - listedMax} more` : '';
  return ids.slice(0, listedMax).join(', ') + more;
}
