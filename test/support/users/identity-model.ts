import fc from 'fast-check';
import { anAlias, aUser } from './users.js';

// A small pool, so that ids meet each other often.
export const externalIds = ['e0', 'e1', 'e2', 'e3', 'r0', 'r1'];
export const aliases = ['crm:a', 'crm:b', 'crm:c', 'web:a', 'web:b'];
export const deviceIds = ['d0', 'd1', 'd2', 'd3'];
const cohortIds = ['c0', 'c1'];

/** Everybody at the start; nothing is owned twice. Who is in which cohort is drawn. */
export const firstUsers = [
  aUser({ externalId: 'e0', aliases: [anAlias('crm:a')], deviceIds: ['d0'] }),
  aUser({ externalId: 'e1', aliases: [anAlias('web:b')] }),
  aUser({ aliases: [anAlias('crm:b'), anAlias('web:a')], deviceIds: ['d1'] }),
  aUser({ aliases: [anAlias('crm:c')] }),
  aUser({ deviceIds: ['d2', 'd3'] }),
];

const anExternalId = fc.constantFrom(...externalIds);
const someAlias = fc.constantFrom(...aliases);
const anIdentifier = fc.oneof(
  anExternalId.map((externalId) => ({ externalId })),
  someAlias.map((alias) => ({ alias })),
);
export type Identifier = { externalId: string } | { alias: string };

export const aStep = fc.oneof(
  fc.record({ kind: fc.constant('identify' as const), alias: someAlias, externalId: anExternalId }),
  fc.record({ kind: fc.constant('changeUser' as const), person: fc.nat(), externalId: anExternalId }),
  fc.record({ kind: fc.constant('merge' as const), merged: anIdentifier, kept: anIdentifier }),
  fc.record({ kind: fc.constant('rename' as const), from: anExternalId, to: anExternalId }),
  fc.record({ kind: fc.constant('remove' as const), externalId: anExternalId }),
  fc.record({ kind: fc.constant('delete' as const), identifier: anIdentifier }),
  fc.record({
    kind: fc.constant('newAlias' as const),
    alias: someAlias,
    externalId: fc.option(anExternalId),
  }),
  fc.record({
    kind: fc.constant('updateAlias' as const),
    from: someAlias,
    toName: fc.constantFrom('a', 'b', 'c'),
  }),
  fc.record({
    kind: fc.constant('changeCohort' as const),
    cohortId: fc.constantFrom(...cohortIds),
    deviceId: fc.constantFrom(...deviceIds),
    externalId: anExternalId,
    shouldRemove: fc.boolean(),
  }),
);
export type Step = typeof aStep extends fc.Arbitrary<infer Value> ? Value : never;

export const aWorld = fc.record({
  keepsTargetOnly: fc.boolean(),
  members: fc.array(fc.tuple(fc.constantFrom(...cohortIds), fc.nat({ max: firstUsers.length - 1 }))),
  steps: fc.array(aStep, { minLength: 1, maxLength: 14 }),
});

export interface Person {
  externalId: string | null;
  deprecated: Set<string>;
  aliases: Set<string>;
  deviceIds: Set<string>;
  cohortIds: Set<string>;
}

const labelOf = (alias: string) => alias.split(':')[0]!;
const hasLabel = (person: Person, label: string) =>
  [...person.aliases].some((alias) => labelOf(alias) === label);

/** The rules of identity and membership once more, with nothing but plain objects and Sets. */
export class Model {
  readonly people: Person[] = [];
  constructor(private readonly keepsTargetOnly: boolean) {}

  add(
    externalId: string | null,
    aliases: string[] = [],
    deviceIds: string[] = [],
    cohortIds: string[] = [],
  ): Person {
    const person = {
      externalId,
      deprecated: new Set<string>(),
      aliases: new Set(aliases),
      deviceIds: new Set(deviceIds),
      cohortIds: new Set(cohortIds),
    };
    this.people.push(person);
    return person;
  }

  find(identifier: Identifier): Person | undefined {
    return this.people.find((person) =>
      'alias' in identifier
        ? person.aliases.has(identifier.alias)
        : person.externalId === identifier.externalId || person.deprecated.has(identifier.externalId),
    );
  }

  apply(step: Step): void {
    switch (step.kind) {
      case 'identify':
        this.identify(this.find({ alias: step.alias }), step.externalId);
        return;
      case 'changeUser':
        this.changeUser(this.people[step.person % this.people.length], step.externalId);
        return;
      case 'merge': {
        const [merged, kept] = [this.find(step.merged), this.find(step.kept)];
        if (merged !== undefined && kept !== undefined && merged !== kept) this.merge(kept, merged);
        return;
      }
      case 'rename': {
        const person = this.people.find((its) => its.externalId === step.from);
        if (person === undefined || this.find({ externalId: step.to }) !== undefined) return;
        person.deprecated.add(step.from);
        person.externalId = step.to;
        return;
      }
      case 'remove':
        this.find(step)?.deprecated.delete(step.externalId);
        return;
      case 'delete': {
        const person = this.find(step.identifier);
        if (person !== undefined) this.people.splice(this.people.indexOf(person), 1);
        return;
      }
      case 'newAlias':
        this.newAlias(step.alias, step.externalId);
        return;
      case 'updateAlias': {
        const to = `${labelOf(step.from)}:${step.toName}`;
        const person = this.find({ alias: step.from });
        if (person === undefined || this.find({ alias: to }) !== undefined) return;
        person.aliases.delete(step.from);
        person.aliases.add(to);
        return;
      }
      case 'changeCohort': {
        const byDevice = this.people.filter(
          (person) => person.externalId === null && person.deviceIds.has(step.deviceId),
        );
        for (const person of [this.find({ externalId: step.externalId }), ...byDevice]) {
          if (step.shouldRemove) person?.cohortIds.delete(step.cohortId);
          else person?.cohortIds.add(step.cohortId);
        }
      }
    }
  }

  private identify(person: Person | undefined, externalId: string): void {
    if (person === undefined || person.externalId !== null) return;
    const target = this.find({ externalId });
    if (target === undefined) person.externalId = externalId;
    else if (![...person.aliases].some((alias) => hasLabel(target, labelOf(alias))))
      this.merge(target, person);
  }

  private changeUser(person: Person | undefined, externalId: string): void {
    if (person === undefined) return;
    const target = this.find({ externalId });
    if (target === undefined) {
      if (person.externalId === null) person.externalId = externalId;
      else this.add(externalId);
    } else if (target !== person && person.externalId === null) this.merge(target, person);
  }

  private newAlias(alias: string, externalId: string | null): void {
    if (this.find({ alias }) !== undefined) return;
    if (externalId === null) {
      this.add(null, [alias]);
      return;
    }
    const person = this.find({ externalId });
    if (person !== undefined && !hasLabel(person, labelOf(alias))) person.aliases.add(alias);
  }

  private merge(kept: Person, merged: Person): void {
    for (const alias of merged.aliases) if (!hasLabel(kept, labelOf(alias))) kept.aliases.add(alias);
    for (const deviceId of merged.deviceIds) kept.deviceIds.add(deviceId);
    if (!this.keepsTargetOnly) for (const cohortId of merged.cohortIds) kept.cohortIds.add(cohortId);
    this.people.splice(this.people.indexOf(merged), 1);
  }

  /** What everybody has, in an order that does not depend on numbers. */
  state(): string[] {
    return this.people
      .map((person) =>
        describePerson({
          externalId: person.externalId,
          aliases: [...person.aliases],
          deviceIds: [...person.deviceIds],
          cohortIds: [...person.cohortIds],
        }),
      )
      .sort();
  }
}

export function describePerson(person: {
  externalId: string | null;
  aliases: string[];
  deviceIds: string[];
  cohortIds: string[];
}): string {
  const sorted = [person.aliases, person.deviceIds, person.cohortIds].map((list) => list.sort().join());
  return `${person.externalId} aliases(${sorted[0]}) devices(${sorted[1]}) cohorts(${sorted[2]})`;
}
