import { expect } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.js';
import { profileNumbers } from '../../../src/domain/profile-set.js';
import type {
  FilterGroup,
  SegmentDefinition,
  SegmentFilter,
} from '../../../src/domain/segments/definition.js';
import { segmentExpression } from '../../../src/domain/segments/expression.js';
import type { AppUse, ProfileEvent, ProfilePurchase } from '../../../src/domain/users/user-profile.js';
import type { Workspace } from '../../../src/domain/workspaces/workspace.js';
import { definitionsOf, isSelected, selectProfiles } from '../../../src/operations/segments/evaluate.js';
import { type Slices, WorkPaused } from '../../../src/operations/segments/slices.js';
import { addUsers } from '../../../src/operations/users/add-users.js';
import { createWorkspace } from '../../../src/operations/workspaces/create-workspace.js';
import { findCohort, insertCohort } from '../../../src/store/cohorts.js';
import { changeProfileSet, findProfileSet } from '../../../src/store/profile-sets.js';
import { insertSegment } from '../../../src/store/segments/segments.js';
import { insertEvent, insertPurchase } from '../../../src/store/users/profile-events.js';
import { contextOf } from '../context.js';
import { ManualClock } from '../manual-clock.js';
import { anAlias } from '../users/users.js';

/** A profile with whatever a filter may look at; what is left out it has not. */
export interface SomeProfile {
  externalId?: string | null;
  /** As `crm:a1`. */
  aliases?: string[];
  deviceIds?: string[];
  /** Standard and custom ones, by Braze's names. */
  attributes?: JsonObject;
  apps?: AppUse[];
  sessionCount?: number;
  randomBucket?: number;
  createdAt?: number;
  events?: ProfileEvent[];
  purchases?: ProfilePurchase[];
  cohortIds?: string[];
}

export const partner = 'hightouch';

/** A workspace that is asked who is in a segment by both evaluators: by sets, and profile by profile. */
export class SegmentWorld {
  readonly workspace: Workspace;

  constructor(
    readonly clock = new ManualClock(),
    readonly context = contextOf(clock),
  ) {
    this.workspace = createWorkspace(context, { partners: [] });
  }

  /** @returns The number of the profile. */
  add(profile: SomeProfile): number {
    const { database } = this.context;
    const now = this.clock.now();
    this.clock.set(profile.createdAt ?? now);
    const user = {
      externalId: profile.externalId ?? null,
      aliases: (profile.aliases ?? []).map(anAlias),
      deviceIds: profile.deviceIds ?? [],
      attributes: profile.attributes ?? {},
      apps: profile.apps ?? [],
      sessionCount: profile.sessionCount ?? 0,
      randomBucket: profile.randomBucket ?? 0,
    };
    const { number } = addUsers(this.context, this.workspace, [user])[0]!;
    this.clock.set(now);
    for (const event of profile.events ?? []) insertEvent(database, this.workspace.number, number, event);
    for (const purchase of profile.purchases ?? []) {
      insertPurchase(database, this.workspace.number, number, purchase);
    }
    for (const cohortId of profile.cohortIds ?? []) this.addMember(cohortId, number);
    return number;
  }

  private addMember(cohortId: string, number: number): void {
    const { database } = this.context;
    const naming = { partner, cohortId, name: cohortId, createdAt: '', isImplicit: false, updatedAt: 0 };
    const cohort =
      findCohort(database, this.workspace.number, partner, cohortId) ??
      insertCohort(database, this.workspace.number, naming);
    changeProfileSet(database, cohort.membersSet, new Map([[number, true]]));
  }

  save(id: string, definition: SegmentDefinition): void {
    insertSegment(this.context.database, this.workspace.number, {
      id,
      name: id,
      textDescription: '',
      tags: [],
      teams: [],
      isAnalyticsTracked: false,
      definition,
      isArchived: false,
      createdAt: 0,
      updatedAt: 0,
    });
  }

  /** Every live profile. */
  everyone(): number[] {
    return [...profileNumbers(findProfileSet(this.context.database, this.workspace.everyoneSet))];
  }

  /** The members as the computed set has them. */
  selected(definition: SegmentDefinition): number[] {
    return [...profileNumbers(selectProfiles(this.context, this.workspace, this.expressionOf(definition)))];
  }

  /** The members as the computed set has them, when others are let in after each query. */
  selectedInSlices(definition: SegmentDefinition): number[] {
    let isOver = false;
    const slices: Slices = {
      elapsed: () => 0,
      isOver: () => (isOver = !isOver),
      firstStep: () => 2,
      progress: new Map(),
      sizes: new Map(),
      hasAdvanced: false,
      changeCount: this.context.database.changeCount,
    };
    for (;;) {
      try {
        slices.hasAdvanced = false;
        const context = { ...this.context, slices };
        return [...profileNumbers(selectProfiles(context, this.workspace, this.expressionOf(definition)))];
      } catch (error) {
        if (!(error instanceof WorkPaused)) throw error;
      }
    }
  }

  /** The members as the reference evaluator finds them, profile by profile. */
  matching(definition: SegmentDefinition): number[] {
    const expression = this.expressionOf(definition);
    return this.everyone().filter((number) => isSelected(this.context, this.workspace, expression, number));
  }

  private expressionOf(definition: SegmentDefinition) {
    return segmentExpression(definition, definitionsOf(this.context, this.workspace));
  }
}

export function aGroup(op: 'and' | 'or', ...filters: SegmentFilter[]): FilterGroup {
  return { op, filters };
}

/** A segment with one group of these filters. */
export function segmentOf(op: 'and' | 'or', ...filters: SegmentFilter[]): SegmentDefinition {
  return {
    appsUsed: { scope: 'all' },
    groupsOp: 'and',
    groups: [aGroup(op, ...filters)],
    exclusionGroups: [],
  };
}

/**
 * Whether a profile is in a segment with one filter, asked of both evaluators, which have to agree.
 *
 * @param now  The time in the workspace.
 */
export function passes(profile: SomeProfile, filter: SegmentFilter, now?: number): boolean {
  const world = new SegmentWorld(new ManualClock(now));
  const number = world.add(profile);
  const definition = segmentOf('and', filter);
  const selected = world.selected(definition);
  expect(selected).toEqual(world.matching(definition));
  return selected.includes(number);
}
