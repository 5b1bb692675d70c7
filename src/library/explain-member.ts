import type { JournalEntry, Profile } from '../client/api.js';
import { type Identifier, idOf, nameOf } from './identity.js';

/** Why a user is in a cohort, or is not. */
export type MembershipRule =
  | 'added'
  | 'not_by_request'
  | 'no_such_user'
  | 'no_request'
  | 'never_named'
  | 'named_in_other_form'
  | 'named_elsewhere'
  | 'not_yet_a_user'
  | 'device_of_identified_user'
  | 'conflicting_changes'
  | 'removed'
  | 'refused'
  | 'fault_injected'
  | 'held_back'
  | 'cohort_passed_over'
  | 'taken_out';

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
  /** The `X-Request-Id` of the request that it is about. */
  request_id?: string;
}

/** What is known about a cohort and somebody who may be in it. */
export interface MembershipFacts {
  partner: string;
  cohortId: string;
  /** Who is asked about. */
  identifier: Identifier;
  /** The user who has the identifier. */
  profile: Profile | undefined;
  /** An identifier that a user has, and that looks like the one that nobody has. */
  similar: Identifier | undefined;
  isMember: boolean;
  /** The journal of the workspace, the oldest first. */
  requests: readonly JournalEntry[];
  /** Requests that named no workspace, the oldest first; looked for when `requests` is empty. */
  strays: readonly JournalEntry[];
}

type Reason = Pick<MembershipExplanation, 'rule' | 'message' | 'request_id'>;

/** A place of a cohort request that names somebody. */
interface Mention {
  entry: JournalEntry;
  /** Of the request in the journal, from 1. */
  number: number;
  path: string;
  identifier: Identifier;
  removes: boolean;
}

/** Says why somebody is in a cohort or not, by the journal of its workspace. */
export function explainMember(facts: MembershipFacts): MembershipExplanation {
  const { identifier, profile, isMember } = facts;
  const who = profile === undefined ? nameOf(identifier) : idOf(profile);
  const all = facts.requests.flatMap(mentionsIn);
  const names = new Set((profile ? identifiersOf(profile) : [identifier]).map(nameOf));
  const exact = all.filter((its) => names.has(nameOf(its.identifier)));
  const here = exact.filter(({ entry }) => isOfCohort(facts, entry));
  const reason = isMember
    ? whyPresent(here)
    : profile === undefined
      ? whyNobody(facts, here)
      : (firstOf(here.toReversed(), whyWithoutEffect) ?? whyNotNamed(facts, all, exact, names));
  return { who, member: isMember, ...reason };
}

function whyPresent(here: readonly Mention[]): Reason {
  const changes = here.filter(isApplied);
  const added = changes.slice(changes.findLastIndex(removesIt) + 1).find((its) => !removesIt(its));
  if (added !== undefined) return about(added, 'added', `${at(added)} added them`);
  const message =
    'no request of the journal added them: they were in it from the start, or the test put them there';
  return { rule: 'not_by_request', message };
}

function whyNobody({ identifier, similar }: MembershipFacts, here: readonly Mention[]): Reason {
  const named = here.findLast((its) => !its.removes);
  const nobody = `no user has the ${described(identifier)}, and a cohort import never creates a user`;
  const message =
    (similar === undefined
      ? nobody
      : `${nobody}; a user has the ${described(similar)}, which looks like it`) +
    (named === undefined ? '' : ` (${at(named)} named it)`);
  return { rule: 'no_such_user', message, ...(named && { request_id: named.entry.id }) };
}

/** Why a request that names a user did not make the user a member; `undefined` when it does not matter to that. */
function whyWithoutEffect(mention: Mention): Reason | undefined {
  const { entry, removes, identifier } = mention;
  const { decision, outcome } = entry;
  if (!isApplied(mention)) {
    if (removes) return undefined;
    if (decision.kind === 'refused') return whyRefused(mention, decision);
    if (outcome === null) {
      const message = `${at(mention)} names them, and a processing delay holds it back; move the clock on`;
      return about(mention, 'held_back', message);
    }
    if (isIn(outcome.skipped_identified.device_ids, identifier)) {
      const message =
        `${at(mention)} named only their ${described(identifier)}, but Braze matches identified users ` +
        'by external_id and alias alone';
      return about(mention, 'device_of_identified_user', message);
    }
    if (isPassedOver(entry)) {
      const message = `${at(mention)} named them, but the cohort had never been named, and unknown_cohort is 'ignore'`;
      return about(mention, 'cohort_passed_over', message);
    }
    const message = `when ${at(mention)} named them, no user had the ${described(identifier)}; the user came later`;
    return about(mention, 'not_yet_a_user', message);
  }
  if (conflictOf(mention) === 'remove') {
    const message = `request ${mention.number} both adds and removes them, and the workspace lets the removal win`;
    return about(mention, 'conflicting_changes', message);
  }
  if (removes) return about(mention, 'removed', `${at(mention)} removed them`);
  const message = `${at(mention)} added them, and no request took them out again: the cohort was deleted, or the users changed`;
  return about(mention, 'taken_out', message);
}

function whyRefused(
  mention: Mention,
  { rule, message, hint }: Extract<JournalEntry['decision'], { kind: 'refused' }>,
): Reason {
  const { status } = mention.entry.response ?? {};
  if (rule === 'fault_injected') {
    const how = status === undefined ? 'broke its connection' : `answered ${status}`;
    const text = `${at(mention)} named them, but a planted fault ${how} and nothing was applied`;
    return about(mention, 'fault_injected', `${text}; no later request named them`);
  }
  const why = hint === undefined ? message : `${message}. ${hint}`;
  return about(mention, 'refused', `${at(mention)} named them, but was refused with ${status}: ${why}`);
}

function whyNotNamed(
  facts: MembershipFacts,
  all: readonly Mention[],
  exact: readonly Mention[],
  names: ReadonlySet<string>,
): Reason {
  if (facts.requests.length === 0) return { rule: 'no_request', message: noRequest(facts.strays) };
  const looseNames = new Set([...names].map(loose));
  const other = all.findLast(
    ({ entry, identifier }) => isOfCohort(facts, entry) && looseNames.has(loose(nameOf(identifier))),
  );
  if (other !== undefined) {
    const message = `no request named them, but ${at(other)} named the ${described(other.identifier)}, which differs in case, spaces or quotes`;
    return about(other, 'named_in_other_form', message);
  }
  const elsewhere = exact.findLast((its) => !isOfCohort(facts, its.entry));
  if (elsewhere !== undefined) {
    const { partner, cohort_id } = elsewhere.entry;
    const message = `no request named them in this cohort; ${at(elsewhere)} named them in cohort '${cohort_id}' of ${partner}`;
    return about(elsewhere, 'named_elsewhere', message);
  }
  return { rule: 'never_named', message: 'no request named them' };
}

function noRequest(strays: readonly JournalEntry[]): string {
  const last = strays.at(-1);
  if (last === undefined) return 'no request reached the workspace';
  const { method, path, response, decision } = last;
  const why = decision.kind === 'refused' ? `: ${decision.message}` : '';
  return (
    'no request reached the workspace; the last one to the server that named no workspace was ' +
    `${method} ${path} → ${response?.status ?? 'no answer'}${why}`
  );
}

/** Whether what is asked for at the place was done, or was so already. */
function isApplied(mention: Mention): boolean {
  const { entry, identifier } = mention;
  const { decision, outcome } = entry;
  if (decision.kind === 'refused' || outcome === null || isPassedOver(entry)) return false;
  const { unknown, skipped_identified } = outcome;
  return ![unknown.user_ids, unknown.device_ids, unknown.aliases, skipped_identified.device_ids].some(
    (list) => isIn(list, identifier),
  );
}

function removesIt(mention: Mention): boolean {
  return (conflictOf(mention) ?? (mention.removes ? 'remove' : 'add')) === 'remove';
}

function conflictOf({ entry, identifier }: Mention): 'add' | 'remove' | undefined {
  const name = nameOf(identifier);
  const found = entry.outcome?.conflicts.find(({ identifier: its }) => {
    if ('user_id' in its) return nameOf({ external_id: its.user_id }) === name;
    return nameOf('alias' in its ? { user_alias: its.alias } : its) === name;
  });
  return found?.applied;
}

function isPassedOver({ decision }: JournalEntry): boolean {
  return decision.kind === 'accepted' && decision.notes.some(({ rule }) => rule === 'cohort_passed_over');
}

type Alias = Extract<Identifier, { user_alias: unknown }>['user_alias'];

/** Whether a list of an outcome has the identifier. */
function isIn(list: readonly (string | Alias)[], identifier: Identifier): boolean {
  if ('user_alias' in identifier) {
    const { alias_label, alias_name } = identifier.user_alias;
    return list.some(
      (its) => typeof its !== 'string' && its.alias_label === alias_label && its.alias_name === alias_name,
    );
  }
  return list.includes('external_id' in identifier ? identifier.external_id : identifier.device_id);
}

function isOfCohort(
  { partner, cohortId }: MembershipFacts,
  { partner: its, cohort_id }: JournalEntry,
): boolean {
  return its === partner.toLowerCase() && cohort_id === cohortId;
}

function about({ entry }: Mention, rule: MembershipRule, message: string): Reason {
  return { rule, message, request_id: entry.id };
}

function at({ number, path }: Mention): string {
  return `request ${number} at ${path}`;
}

function described(identifier: Identifier): string {
  if ('external_id' in identifier) return `external_id '${identifier.external_id}'`;
  if ('device_id' in identifier) return `device '${identifier.device_id}'`;
  return `alias '${identifier.user_alias.alias_label}:${identifier.user_alias.alias_name}'`;
}

/** The same for texts that differ only in case, white space at the ends, quotes or Unicode form. */
function loose(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/["'`\s]/g, '');
}

function identifiersOf({ external_id, user_aliases, device_ids }: Profile): Identifier[] {
  return [
    ...(external_id === null ? [] : [{ external_id }]),
    ...user_aliases.map((user_alias) => ({ user_alias })),
    ...device_ids.map((device_id) => ({ device_id })),
  ];
}

function firstOf<Item, Result>(items: readonly Item[], find: (item: Item) => Result | undefined) {
  for (const item of items) {
    const result = find(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Everybody whom a request names in a change of cohort members. What is not of the right form is passed over. */
function mentionsIn(entry: JournalEntry, index: number): Mention[] {
  const changes = field(entry.request.body, 'cohort_changes');
  return listIn(changes).flatMap((change, number) => {
    const removes = field(change, 'should_remove') === true;
    const of = (list: string, read: (its: unknown) => Identifier | undefined) =>
      listIn(field(change, list)).flatMap((its, place): Mention[] => {
        const identifier = read(its);
        const path = `cohort_changes[${number}].${list}[${place}]`;
        return identifier === undefined ? [] : [{ entry, number: index + 1, path, identifier, removes }];
      });
    return [
      ...of('user_ids', (its) => (typeof its === 'string' ? { external_id: its } : undefined)),
      ...of('device_ids', (its) => (typeof its === 'string' ? { device_id: its } : undefined)),
      ...of('aliases', readAlias),
    ];
  });
}

function readAlias(value: unknown): Identifier | undefined {
  const alias_label = field(value, 'alias_label');
  const alias_name = field(value, 'alias_name');
  if (typeof alias_label !== 'string' || typeof alias_name !== 'string') return undefined;
  return { user_alias: { alias_label, alias_name } };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
