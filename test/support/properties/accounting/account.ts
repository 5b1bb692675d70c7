import type { DecisionNote } from '../../../../src/domain/journal/journal.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/domain/json.js';
import { follow, formatPath, type Step, stepsOf } from '../../../../src/domain/json-path.js';
import {
  containersOf,
  cutBehind,
  cutBehindOperation,
  entryAlone,
  isUnder,
  leavesOf,
  pruned,
  replaced,
  type Scene,
  withoutGeneral,
} from './edits.js';
import { alternativesTo } from './values.js';
import type { Trial, World, Worlds } from './world.js';

/** How leaves are judged that need not make a difference of their own in every request. */
export interface Judgement {
  /** Says the same as if it were left out. */
  saysNothing(leaf: readonly Step[], value: JsonValue): boolean;
  /** Chooses among what is stored: it is enough that it makes a difference in one of several worlds. */
  isChoice(leaf: readonly Step[], body: JsonValue): boolean;
  /** Several values of it come to the same: it is enough that one does not. */
  maySayTheSame(path: string, leaf: readonly Step[]): boolean;
  /** Says something as a whole, which may be so already though each of its parts stands for something. */
  isWhole(place: readonly Step[]): boolean;
  /** Whether a choice says how this leaf of its object is taken. */
  isAbout(choice: readonly Step[], leaf: readonly Step[]): boolean;
}

/** What came of a body. */
export interface Account {
  isAccepted: boolean;
  /** The first place that nothing accounts for, with why; of a refusal, that it names no place of the body. */
  omission?: string;
}

/** Notes about what had an effect: they account for nothing. */
const regrets = new Set([
  'implicit_cohort',
  'similar_id',
  'shared_contact',
  'placeholder_id',
  'lost_in_merge',
  'operator_stored',
  'fields_to_export_missing',
]);

/** The account of one body at one endpoint. */
export class BodyAccount {
  private noted: Step[][] = [];

  constructor(
    private readonly worlds: Worlds,
    private readonly path: string,
    private readonly judgement: Judgement,
    /** The lists of entries, in the order in which they are applied. */
    private readonly lists: readonly string[],
  ) {}

  async of(body: JsonObject): Promise<Account> {
    const { isAccepted, notes, refusal } = await this.worlds.main.attempt(this.path, body);
    if (!isAccepted) return { isAccepted, ...omissionIn(body, refusal) };
    this.noted = notedPlaces(notes);
    const leaves = leavesOf(body);
    const wholes = containersOf(body)
      .filter((its) => this.judgement.isWhole(its))
      .filter((its) => leaves.some((leaf) => isUnder(leaf, its) && !this.isNoted(leaf)));
    for (const place of [...leaves, ...wholes]) {
      if (await this.isAccountedFor(body, place)) continue;
      const value = JSON.stringify(follow(body, place));
      return { isAccepted, omission: `${formatPath(place)}, ${value}, has no effect and no note` };
    }
    return { isAccepted, ...(await this.strictly(body)) };
  }

  private isNoted(place: readonly Step[]): boolean {
    return isWithin(place, this.noted);
  }

  private async isAccountedFor(body: JsonObject, leaf: Step[]): Promise<boolean> {
    if (this.isNoted(leaf)) return true;
    if (this.judgement.saysNothing(leaf, follow(body, leaf) ?? null)) return true;
    const isChoice = this.judgement.isChoice(leaf, body);
    if (isChoice && (this.choosesAmongNoted(body, leaf) || (await this.choosesSomewhere(body, leaf)))) {
      return true;
    }
    const kept = pruned(body, leaf, this.noted);
    const isEntry = (path: readonly Step[]) => path.length <= 2;
    const cut = [{ body, place: leaf }, kept].map((its) => cutBehind(its.body, its.place, this.lists));
    const scenes: Scene[] = [
      { body, place: leaf },
      kept,
      // A part that is noted may be needed all the same, beside one that says so; and so may an entry: of a user who is
      // named twice the first gets no message, and still its attributes are set.
      pruned(body, leaf, this.noted.filter(isEntry)),
      pruned(
        body,
        leaf,
        this.noted.filter((path) => !isEntry(path)),
      ),
      ...cut,
      ...cut.map(cutBehindOperation),
      withoutGeneral(body, leaf),
    ];
    for (const scene of scenes) if (await this.hasEffect(scene)) return true;
    return !isChoice && this.carriesOnlyNoted(body, leaf);
  }

  /** Without it something would be otherwise; what may not be left out makes a difference in what may, and by its value. */
  private async hasEffect({ body, place }: Scene): Promise<boolean> {
    const { main } = this.worlds;
    const base = await main.attempt(this.path, body);
    if (!base.isAccepted) return false;
    const unit = await this.smallestOptional(body, place);
    const effect =
      unit.length === 0
        ? main.untouched(this.path)
        : (await main.attempt(this.path, replaced(body, unit))).effect;
    if (effect === base.effect) return false;
    return unit.length === place.length || this.isRead(main, body, place, base);
  }

  /** Whether each other value in its place makes a difference, if it is taken and has no note; or one, where that is enough. */
  private async isRead(world: World, body: JsonValue, place: Step[], base: Trial): Promise<boolean> {
    const taken: { isOther: boolean; isNoted: boolean }[] = [];
    for (const other of alternativesTo(this.path, body, place)) {
      const { isAccepted, notes, effect } = await world.attempt(this.path, replaced(body, place, other));
      if (!isAccepted) continue;
      taken.push({ isOther: effect !== base.effect, isNoted: isWithin(place, notedPlaces(notes)) });
    }
    if (taken.every(({ isOther, isNoted }) => isOther || isNoted)) return true;
    return this.judgement.maySayTheSame(this.path, place) && taken.some(({ isOther }) => isOther);
  }

  /** The place, or the next one round it, that may be left out; no step is the request as a whole. */
  private async smallestOptional(body: JsonValue, place: readonly Step[]): Promise<Step[]> {
    for (let length = place.length; length > 0; length--) {
      const unit = place.slice(0, length);
      if (isTaken(await this.worlds.main.attempt(this.path, replaced(body, unit)), unit)) return unit;
    }
    return [];
  }

  /** It says whom or what it is about, and each thing that it says about that has a note. */
  private async carriesOnlyNoted(body: JsonObject, place: readonly Step[]): Promise<boolean> {
    const unit = await this.smallestOptional(body, place);
    const isWhole = this.judgement.isWhole(place);
    if (unit.length === place.length && !isWhole) return false;
    const leaves = leavesOf(body).filter((its) => isUnder(its, unit));
    if (!leaves.some((its) => this.isNoted(its))) return false;
    for (const its of leaves) {
      if (this.isNoted(its) || this.judgement.isChoice(its, body)) continue;
      if (this.judgement.saysNothing(its, follow(body, its) ?? null)) continue;
      if ((await this.smallestOptional(body, its)).length === its.length) return false;
    }
    return true;
  }

  /** Of its object, each thing that it is about and that says something has a note. */
  private choosesAmongNoted(body: JsonObject, leaf: readonly Step[]): boolean {
    const parent = leaf.slice(0, -1);
    const others = leavesOf(body).filter(
      (its) =>
        isUnder(its, parent) && !this.judgement.isChoice(its, body) && this.judgement.isAbout(leaf, its),
    );
    return (
      others.some((its) => this.isNoted(its)) &&
      others.every((its) => this.isNoted(its) || this.judgement.saysNothing(its, follow(body, its) ?? null))
    );
  }

  private async choosesSomewhere(body: JsonObject, leaf: Step[]): Promise<boolean> {
    const kept = pruned(body, leaf, this.noted);
    const scenes = [
      entryAlone(kept.body, kept.place, this.lists),
      entryAlone(body, leaf, this.lists),
      { body, place: leaf },
      kept,
    ];
    for (const scene of scenes) {
      for (const world of [this.worlds.main, ...this.worlds.others]) {
        const base = await world.attempt(this.path, scene.body);
        if (!base.isAccepted) continue;
        const without = await world.attempt(this.path, replaced(scene.body, scene.place));
        if (without.isAccepted && told(without) !== told(base)) return true;
        // It may say what holds without it too. Of a list, what is in it twice could be something else.
        if (without.isAccepted && typeof scene.place.at(-1) === 'number') continue;
        for (const other of alternativesTo(this.path, scene.body, scene.place)) {
          const trial = await world.attempt(this.path, replaced(scene.body, scene.place, other));
          if (trial.isAccepted && told(trial) !== told(base)) return true;
        }
      }
    }
    return false;
  }

  /** A strict workspace refuses at a place that has a note, or takes the request with the same effect. */
  private async strictly(body: JsonObject): Promise<Pick<Account, 'omission'>> {
    const { refusal } = await this.worlds.strict.attempt(this.path, body);
    if (refusal === undefined) return {};
    const isSaid =
      refusal.rule === 'strict_refusal' && this.noted.some((path) => formatPath(path) === refusal.path);
    return isSaid ? {} : { omission: `strict: ${refusal.rule} at ${refusal.path} has no note` };
  }
}

/** What a choice decides: what is done, and why something is not; beside what is said of the choice itself. */
function told({ effect, notes }: Trial): string {
  const others = notes.filter(({ rule }) => rule !== 'ignored_value' && rule !== 'nothing_to_merge');
  return [effect, ...others.map(({ rule, message }) => `${rule} ${message}`)].join('\n');
}

function isWithin(place: readonly Step[], places: readonly Step[][]): boolean {
  return places.some((its) => isUnder(place, its));
}

/** Whether the request is taken, and so is what the place is in: of `/users/track`, each object by itself. */
function isTaken({ isAccepted, notes }: Trial, place: readonly Step[]): boolean {
  if (!isAccepted) return false;
  if (typeof place.at(-1) === 'number') return true;
  return !notedPlaces(notes).some((noted) => noted.length < place.length && isUnder(place, noted));
}

/** A refusal names a place of the body, or one that is missing in what is there. */
function omissionIn(body: JsonObject, refusal: DecisionNote | undefined): Pick<Account, 'omission'> {
  const steps = refusal?.path === undefined ? [] : stepsOf(refusal.path);
  const parent = follow(body, steps.slice(0, -1));
  // PHP writes an empty object as `[]`.
  const isObject = isJsonObject(parent) || JSON.stringify(parent) === '[]';
  const isThere = steps.length > 0 && (isObject || follow(body, steps) !== undefined);
  return isThere ? {} : { omission: `refused at ${refusal?.path}: ${refusal?.message}` };
}

/** Where notes say that something has no effect, with what they say fell with it. */
function notedPlaces(notes: readonly DecisionNote[]): Step[][] {
  return notes
    .filter(({ rule }) => !regrets.has(rule))
    .flatMap(({ rule, path, paths, message }) => {
      const places = [...(paths ?? []), ...(path === undefined ? [] : [path])].map(stepsOf);
      const fallen = /so nothing of (\S+) has an effect/.exec(message)?.[1];
      const isEntry = rule === 'object_refused' || message.includes('so its entry has no effect');
      const entries = isEntry ? places : [];
      return [
        ...places,
        ...entries.map((its) => its.slice(0, 2)),
        ...(fallen === undefined ? [] : [stepsOf(fallen)]),
      ];
    });
}
