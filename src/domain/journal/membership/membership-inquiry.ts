import type { CohortIdentifier } from '../../cohort.js';
import type { ProfileIdentity } from '../../users/user-profile.js';
import type { JournalEntry } from '../journal.js';
import { effectsOf, isApplied, isRemoval, type NamingEffect } from './effects.js';
import { identifiersOf, keyOf, lastCharacterOf, looseKeyOf } from './identifier-key.js';
import { type Naming, namingsIn } from './naming.js';

/** Somebody who may be in a cohort, as far as the profiles tell. */
export interface AskedPerson {
  /** By which they are asked about. */
  identifier: CohortIdentifier;
  /** The user who has it. */
  profile: ProfileIdentity | undefined;
  isMember: boolean;
  /** Whether it is a device that no cohort request matches, because its owner has an external id. */
  isSkipped: boolean;
  /** An identifier that a user has, and that looks like the one that nobody has. */
  similar: CohortIdentifier | undefined;
}

/** A place of a request that names somebody, with what came of it. */
export interface Mention {
  /** Of the request in the journal, from 1. */
  number: number;
  requestId: string;
  /** When it arrived, on the clock of the workspace. */
  at: number;
  path: string;
  /** Whether it asks for them to leave. */
  removes: boolean;
  identifier: CohortIdentifier;
  effect: NamingEffect;
  /** Of a refused request. */
  refusal?: Refusal;
  partner: string | null;
  cohortId: string | null;
}

export interface Refusal {
  rule: string;
  message: string;
  hint?: string;
  /** `undefined` when no answer went out. */
  status?: number;
}

/** What the journal says about one person and a cohort. */
export interface Findings {
  person: AskedPerson;
  /** Of each request to the cohort that names them the last place, the newest last; only the last ones are kept. */
  mentions: Mention[];
  requestCount: number;
  /** The last one that asks for them to be in. */
  lastAdding?: Mention;
  /** The one that added them, after the last that removed them. */
  added?: Mention;
  /** The last one that explains why they are not in. */
  telling?: Mention;
  /** The last one that names them in another form. */
  loose?: Mention;
  /** The last one that names them in another cohort. */
  elsewhere?: Mention;
}

/** How many requests are listed of each person. */
const mentionsMax = 10;

/**
 * Looks through a journal, request by request, the oldest first, for what explains that people are in a cohort or are not.
 * First the requests to the cohort, then, if `needsLoose`, these again, then, if `needsOthers`, those to others.
 */
export class MembershipInquiry {
  readonly findings: Findings[];
  private readonly byKey = new Map<string, Findings[]>();
  private readonly byLooseKey = new Map<string, Findings[]>();
  /** How what is looked for may end; `undefined` among them where it may end in any way. */
  private readonly looseEnds = new Set<string | undefined>();

  constructor(people: readonly AskedPerson[]) {
    this.findings = people.map((person) => ({ person, mentions: [], requestCount: 0 }));
    for (const its of this.findings) {
      const { identifier, profile } = its.person;
      const names = [identifier, ...(profile === undefined ? [] : identifiersOf(profile))];
      for (const name of names) {
        add(this.byKey, keyOf(name), its);
        if (profile === undefined) continue;
        add(this.byLooseKey, looseKeyOf(name), its);
        this.looseEnds.add(lastCharacterOf(name));
      }
    }
  }

  /** @param number  Of the request in the journal, from 1. */
  see(entry: JournalEntry, number: number): void {
    const effects = effectsOf(entry);
    for (const naming of namingsIn(entry.request.body)) {
      const named = this.byKey.get(keyOf(naming.identifier));
      if (named === undefined) continue;
      const mention = mentionOf(entry, number, naming, effects(naming));
      for (const its of named) note(its, naming, mention);
    }
  }

  /** Whether identifiers in another form could explain what those that are right do not. */
  get needsLoose(): boolean {
    return this.findings.some(isUnexplained);
  }

  /** The same as `see` for identifiers in another form, which takes several times as long. */
  seeLoose(entry: JournalEntry, number: number): void {
    const effects = effectsOf(entry);
    for (const naming of namingsIn(entry.request.body)) {
      if (!this.mayBeLoose(naming.identifier)) continue;
      const loose = this.byLooseKey.get(looseKeyOf(naming.identifier));
      if (loose === undefined) continue;
      const exact = this.byKey.get(keyOf(naming.identifier)) ?? [];
      for (const its of loose) {
        if (!exact.includes(its)) its.loose = mentionOf(entry, number, naming, effects(naming));
      }
    }
  }

  /** Rules most identifiers out at a glance: to make their keys takes long. */
  private mayBeLoose(identifier: CohortIdentifier): boolean {
    if (this.looseEnds.has(undefined)) return true;
    const end = lastCharacterOf(identifier);
    return end === undefined || this.looseEnds.has(end);
  }

  /** Whether requests to other cohorts could explain what those to the cohort do not. */
  get needsOthers(): boolean {
    return this.findings.some((its) => isUnexplained(its) && its.loose === undefined);
  }

  /** The same of a request to another cohort. */
  seeOther(entry: JournalEntry, number: number): void {
    const effects = effectsOf(entry);
    for (const naming of namingsIn(entry.request.body)) {
      for (const its of this.byKey.get(keyOf(naming.identifier)) ?? []) {
        its.elsewhere = mentionOf(entry, number, naming, effects(naming));
      }
    }
  }
}

function isUnexplained({ person, telling }: Findings): boolean {
  return person.profile !== undefined && !person.isMember && telling === undefined;
}

function mentionOf(entry: JournalEntry, number: number, naming: Naming, effect: NamingEffect): Mention {
  const { id: requestId, at, partner, cohortId, decision, response } = entry;
  const { identifier, removes } = naming;
  const mention = { number, requestId, at, path: naming.path(), identifier, removes, effect };
  if (decision.kind === 'accepted') return { ...mention, partner, cohortId };
  const { rule, message, hint } = decision;
  return { ...mention, partner, cohortId, refusal: { rule, message, hint, status: response?.status } };
}

function note(its: Findings, { removes }: Naming, mention: Mention): void {
  if (its.mentions.at(-1)?.requestId === mention.requestId) its.mentions.pop();
  else its.requestCount++;
  its.mentions.push(mention);
  if (its.mentions.length > mentionsMax) its.mentions.shift();
  if (!removes) its.lastAdding = mention;
  const { effect } = mention;
  if (isRemoval(effect)) delete its.added;
  else if (effect === 'added') its.added ??= mention;
  if (isApplied(effect) || !removes) its.telling = mention;
}

function add(map: Map<string, Findings[]>, key: string, its: Findings): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [its]);
  else if (!there.includes(its)) there.push(its);
}
