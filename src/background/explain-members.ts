import type { CohortIdentifier } from '../domain/cohort.js';
import type { JournalEntry } from '../domain/journal/journal.js';
import { identifiersOf } from '../domain/journal/membership/identifier-key.js';
import {
  type AskedPerson,
  type Findings,
  MembershipInquiry,
} from '../domain/journal/membership/membership-inquiry.js';
import { type MembershipReason, membershipReason } from '../domain/journal/membership/membership-reason.js';
import type { JournalFilter } from '../domain/journal/request-match.js';
import { shortenedText } from '../domain/journal/shortened.js';
import { journaledIdLengthMax } from '../domain/limits.js';
import type { Pieces } from '../domain/pieces.js';
import type { Emulator } from '../emulator.js';
import type { JournalStretch } from '../operations/journal/stretches.js';

/** A cohort of a partner, whether it is there or not. */
export interface AskedCohort {
  partner: string;
  cohortId: string;
}

/** Why one person is in a cohort or is not, and the requests that say so. */
export interface ExplainedPerson {
  findings: Findings;
  reason: MembershipReason;
}

export interface Explanation {
  people: ExplainedPerson[];
  eviction: Eviction;
}

/** How many people, and how many requests, are looked at without letting others in. */
const peopleAtATime = 200;
const entriesAtATime = 50;

/**
 * Explains for each person whether they are in a cohort, and why, by the profiles and the journal of the workspace.
 *
 * @param asked  Identifiers, or texts that may be read as one.
 * @throws EmulatorError `workspace_not_found`, `partner_not_found`.
 */
export function* explainMembers(
  emulator: Emulator,
  workspaceId: string,
  cohort: AskedCohort,
  asked: readonly (CohortIdentifier | string)[],
): Pieces<Explanation> {
  // It may be deleted in between.
  const enter = () => emulator.enterWorkspace(workspaceId);
  const people: AskedPerson[] = [];
  for (let start = 0; start < asked.length; start += peopleAtATime) {
    if (start > 0) yield;
    people.push(...emulator.lookUpPeople(enter(), cohort, asked.slice(start, start + peopleAtATime)));
  }
  const inquiry = new MembershipInquiry(people);
  const texts = textsOf(people);
  const positions = emulator.listRequestPositions(enter());
  const numbers = new Map(positions.map((position, index) => [position, index + 1]));
  const isOfCohort = {
    partner: cohort.partner,
    cohortId: shortenedText(cohort.cohortId, journaledIdLengthMax),
  };
  // What has come since would have no number.
  const numbered = (see: (entry: JournalEntry, number: number) => void) => (placed: Placed) => {
    const number = numbers.get(placed.position);
    if (number !== undefined) see(placed.entry, number);
  };
  const eviction = yield* readAll(
    emulator,
    workspaceId,
    isOfCohort,
    numbered((entry, number) => inquiry.see(entry, number)),
    texts,
  );
  if (inquiry.needsLoose) {
    const see = numbered((entry, number) => inquiry.seeLoose(entry, number));
    yield* readAll(emulator, workspaceId, isOfCohort, see);
  }
  if (inquiry.needsOthers) {
    const partner = cohort.partner.toLowerCase();
    const see = numbered((entry, number) => {
      const isOther = entry.partner !== partner || entry.cohortId !== isOfCohort.cohortId;
      if (isOther) inquiry.seeOther(entry, number);
    });
    yield* readAll(emulator, workspaceId, { route: '/partners/*/cohorts/users' }, see, texts);
  }
  const isEmpty = positions.length === 0;
  const stray = isEmpty ? emulator.findLastStray() : undefined;
  const facts = { isEmpty, evictedCount: eviction.count, stray };
  const explained = inquiry.findings.map((findings) => ({
    findings,
    reason: membershipReason(findings, facts),
  }));
  return { people: explained, eviction };
}

/** More of them would take longer to look for than the requests take to read. */
const textsMax = 8;

/** A string that each request which names one of them has. Left out for many. */
function textsOf(people: readonly AskedPerson[]): string[] | undefined {
  const texts = new Set<string>();
  for (const { identifier, profile } of people) {
    for (const its of [identifier, ...(profile === undefined ? [] : identifiersOf(profile))]) {
      texts.add('alias' in its ? its.alias.name : 'deviceId' in its ? its.deviceId : its.externalId);
      if (texts.size > textsMax) return undefined;
    }
  }
  return [...texts];
}

type Placed = JournalStretch['items'][number];
type Eviction = JournalStretch['eviction'];

/** Reads all requests that fit, the oldest first. @returns What had to go from the journal by then. */
function* readAll(
  emulator: Emulator,
  workspaceId: string,
  filter: JournalFilter,
  see: (placed: Placed) => void,
  texts?: readonly string[],
): Pieces<Eviction> {
  for (let after = 0; ; ) {
    const workspace = emulator.enterWorkspace(workspaceId);
    const { items, next, eviction } = emulator.readRequests(workspace, filter, {
      after,
      limit: entriesAtATime,
      texts,
    });
    for (const placed of items) see(placed);
    if (next === null) return eviction;
    yield;
    after = next;
  }
}
