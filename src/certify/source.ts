import { isDeepStrictEqual } from 'node:util';
import { EmulatorError } from '../domain/errors.js';
import type { Person } from './people.js';

/** What happens in the source between two syncs. */
export interface SourceChange {
  add?: Person[];
  remove?: string[];
  update?: Person[];
  rename?: string;
}

/** A person who entered the audience, left it, or is known by something else now. */
export interface Change extends Person {
  change: 'add' | 'remove' | 'update';
}

/** The audience that a connector is to bring to Braze, and what changed in it. */
export class Source {
  private readonly people = new Map<string, Person>();
  /** Those who left, as they were last. */
  private readonly left = new Map<string, Person>();
  /** Whom the last sync that succeeded was given. */
  private synced = new Map<string, Person>();

  constructor(
    public name: string,
    people: readonly Person[],
  ) {
    this.add(people, 'people');
  }

  /** @throws EmulatorError `invalid_request` with the path of what cannot be, e.g. `remove[3]`. */
  change({ add = [], remove = [], update = [], rename }: SourceChange): void {
    for (const [index, person] of remove.entries()) {
      const its = this.get(person, `remove[${index}]`);
      this.people.delete(person);
      this.left.set(person, its);
    }
    for (const [index, person] of update.entries()) {
      this.get(person.person, `update[${index}]`);
      this.people.set(person.person, person);
    }
    this.add(add, 'add');
    this.name = rename ?? this.name;
  }

  /** Everybody who is in it now. */
  audience(): Person[] {
    return [...this.people.values()];
  }

  /** What changed since the last sync that succeeded; before one did, everybody is an addition. */
  changes(): Change[] {
    const changes: Change[] = [];
    for (const [key, person] of this.people) {
      const before = this.synced.get(key);
      if (before === undefined) changes.push({ change: 'add', ...person });
      else if (!isDeepStrictEqual(before, person)) changes.push({ change: 'update', ...person });
    }
    for (const [key, person] of this.synced) {
      if (!this.people.has(key)) changes.push({ change: 'remove', ...(this.left.get(key) ?? person) });
    }
    return changes;
  }

  /** A sync has succeeded: changes are counted from here. */
  markSynced(): void {
    this.synced = new Map(this.people);
  }

  private add(people: readonly Person[], field: string): void {
    for (const [index, person] of people.entries()) {
      if (this.people.has(person.person)) {
        throw refusal(`${field}[${index}]`, `'${person.person}' is in the audience already`);
      }
      this.people.set(person.person, person);
    }
  }

  private get(person: string, path: string): Person {
    const found = this.people.get(person);
    if (found === undefined) throw refusal(path, `'${person}' is not in the audience`);
    return found;
  }
}

function refusal(path: string, message: string): EmulatorError {
  return new EmulatorError('invalid_request', message, { path });
}
