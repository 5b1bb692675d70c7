import type { JournalEntry } from '../journal.js';
import { describeIdentifier } from './identifier-key.js';
import type { Findings, Mention, Refusal } from './membership-inquiry.js';

/** Why a user is in a cohort, or is not. */
export const membershipRules = [
  'added',
  'not_by_request',
  'no_such_user',
  'no_request',
  'never_named',
  'named_in_other_form',
  'named_elsewhere',
  'not_yet_a_user',
  'device_of_identified_user',
  'conflicting_changes',
  'removed',
  'refused',
  'fault_injected',
  'held_back',
  'cohort_passed_over',
  'taken_out',
] as const;
export type MembershipRule = (typeof membershipRules)[number];

/** Why somebody is in a cohort, or is not. */
export interface MembershipReason {
  rule: MembershipRule;
  /** In words. Requests are counted from 1, as the journal lists them. */
  message: string;
  /** What would have to be done for them to be in. Left out for those who are. */
  advice?: string;
  /** The request that it is about. */
  requestId?: string;
}

/** What is known of the journal that was looked through. */
export interface JournalFacts {
  /** Whether it has any request, to whichever endpoint. */
  isEmpty: boolean;
  /** How many had to go from it because it was full. */
  evictedCount: number;
  /** The last request that named no workspace; looked for when the journal is empty. */
  stray?: JournalEntry;
}

/** Says why somebody is in a cohort or is not. */
export function membershipReason(findings: Findings, journal: JournalFacts): MembershipReason {
  const { person, telling } = findings;
  if (person.isMember) return whyPresent(findings, journal);
  if (person.profile === undefined) return whyNobody(findings);
  return telling === undefined ? whyNotNamed(findings, journal) : whyWithoutEffect(telling);
}

function whyPresent({ added }: Findings, journal: JournalFacts): MembershipReason {
  if (added !== undefined) return about(added, 'added', `${at(added)} added them`);
  const message =
    'no request of the journal added them: they were in it from the start, or the test put them there';
  return { rule: 'not_by_request', message: withEviction(message, journal) };
}

function whyNobody({ person: { identifier, similar }, lastAdding }: Findings): MembershipReason {
  const nobody = `no user has the ${describeIdentifier(identifier)}, and a cohort import never creates a user`;
  const named = lastAdding === undefined ? '' : ` (${at(lastAdding)} named it)`;
  const reason = { rule: 'no_such_user', requestId: lastAdding?.requestId } as const;
  if (similar === undefined) {
    return {
      ...reason,
      message: nobody + named,
      advice: 'Make the user first, then send the identifier again',
    };
  }
  const message = `${nobody}; a user has the ${describeIdentifier(similar)}, which looks like it${named}`;
  return {
    ...reason,
    message,
    advice: `Send the ${describeIdentifier(similar)}, exactly as the user has it`,
  };
}

/** Why a request that names a user did not make the user a member. */
function whyWithoutEffect(its: Mention): MembershipReason {
  switch (its.effect) {
    case 'refused':
      return whyRefused(its, its.refusal);
    case 'held_back':
      return about(
        its,
        'held_back',
        `${at(its)} names them, and a processing delay holds it back; move the clock on`,
        'Advance the clock of the workspace until the change is due',
      );
    case 'skipped':
      return about(
        its,
        'device_of_identified_user',
        `${at(its)} named only their ${describeIdentifier(its.identifier)}, but Braze matches identified users ` +
          'by external_id and alias alone',
        'Send their external_id in user_ids, or an alias',
      );
    case 'passed_over':
      return about(
        its,
        'cohort_passed_over',
        `${at(its)} named them, but the cohort had never been named, and unknown_cohort is 'ignore'`,
        `Name the cohort with POST /partners/${its.partner}/cohorts first, then send them again`,
      );
    case 'unknown':
      return about(
        its,
        'not_yet_a_user',
        `when ${at(its)} named them, no user had the ${describeIdentifier(its.identifier)}; the user came later`,
        'Send the identifier again, now that there is a user who has it',
      );
    case 'removed_by_conflict':
      return about(
        its,
        'conflicting_changes',
        `request ${its.number} both adds and removes them, and the workspace lets the removal win`,
        'Name them once in a request, either to enter or to leave',
      );
    case 'removed':
      return about(its, 'removed', `${at(its)} removed them`, 'Send them again to add them');
    case 'added':
      return about(
        its,
        'taken_out',
        `${at(its)} added them, and no request took them out again: the cohort was deleted, or the users changed`,
        'Send them again to add them',
      );
  }
}

function whyRefused(its: Mention, refusal: Refusal | undefined): MembershipReason {
  const { rule, status, message = '', hint } = refusal ?? {};
  if (rule === 'fault_injected') {
    const how = status === undefined ? 'broke its connection' : `answered ${status}`;
    return about(
      its,
      'fault_injected',
      `${at(its)} named them, but a planted fault ${how} and nothing was applied; no later request named them`,
      'Have the connector send the request again',
    );
  }
  const why = hint === undefined ? message : `${message}. ${hint}`;
  return about(
    its,
    'refused',
    `${at(its)} named them, but was refused with ${status}: ${why}`,
    'Correct what the request was refused for, and send it again',
  );
}

function whyNotNamed({ loose, elsewhere, requestCount }: Findings, journal: JournalFacts): MembershipReason {
  if (journal.isEmpty) return whyNoRequest(journal);
  if (loose !== undefined) {
    return about(
      loose,
      'named_in_other_form',
      `no request named them, but ${at(loose)} named the ${describeIdentifier(loose.identifier)}, which differs in case, spaces or quotes`,
      'Send the identifier exactly as the user has it',
    );
  }
  if (elsewhere !== undefined) {
    const { partner, cohortId } = elsewhere;
    return about(
      elsewhere,
      'named_elsewhere',
      `no request named them in this cohort; ${at(elsewhere)} named them in cohort '${cohortId}' of ${partner}`,
      'Send them with the cohort_id of this cohort, if that is the one that is meant',
    );
  }
  const message = requestCount === 0 ? 'no request named them' : 'no request asked for them to be in it';
  return {
    rule: 'never_named',
    message: withEviction(message, journal),
    advice: 'Send them in cohort_changes of POST /partners/{partner}/cohorts/users',
  };
}

function whyNoRequest({ stray, ...journal }: JournalFacts): MembershipReason {
  const rule = 'no_request';
  const advice = 'Give the connector the REST endpoint of this server and a data import key of the workspace';
  if (stray === undefined) {
    return { rule, message: withEviction('no request reached the workspace', journal), advice };
  }
  const { method, path, response, decision } = stray;
  const why = decision.kind === 'refused' ? `: ${decision.message}` : '';
  const message =
    'no request reached the workspace; the last one to the server that named no workspace was ' +
    `${method} ${path} → ${response?.status ?? 'no answer'}${why}`;
  return { rule, message, advice };
}

/** What is not in the journal any more may have been the reason. */
function withEviction(message: string, { evictedCount }: JournalFacts): string {
  if (evictedCount === 0) return message;
  const requests = evictedCount === 1 ? '1 older request is' : `${evictedCount} older requests are`;
  return `${message}; ${requests} not in the journal any more, because it was full`;
}

function about(its: Mention, rule: MembershipRule, message: string, advice?: string): MembershipReason {
  return { rule, message, advice, requestId: its.requestId };
}

function at({ number, path }: Mention): string {
  return `request ${number} at ${path}`;
}
