import type { FilterGroup } from '../../src/domain/segments/definition.js';
import { type Control, workspaceOf } from './control.js';
import { type Answer, freshEmulator, type TestEmulator, type TestOptions } from './emulator.js';
import { ManualClock } from './manual-clock.js';
import { aDefinition, addSegment } from './segments/segments.js';
import { anAlias, aUser } from './users/users.js';

/** An emulator with people, a cohort of some of them, and a clock that stands still. */
export interface MessagingWorld extends TestEmulator {
  clock: ManualClock;
  control: Control;
  /** Makes a campaign for the cohort, unless `fields` say otherwise. @returns Its id. */
  campaign(fields?: object): Promise<string>;
  canvas(fields?: object): Promise<string>;
  trigger(fields: object): Promise<Answer>;
  triggerCanvas(fields: object): Promise<Answer>;
  message(fields: object): Promise<Answer>;
  /** Saves a segment with these groups. @returns Its id. */
  segment(groups: FilterGroup[]): string;
  /** The whole outbox. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer.
  sends(query?: string): Promise<any[]>;
}

/**
 * People: `a`, `b` with alias `crm:b`, `c`, and `d` without an external id (alias `crm:d`, device `dev-d`). Cohort `vip`
 * of hightouch has `a`, `b` and `d`; cohort `new` has `b` and `c`.
 */
export async function messagingWorld(options: TestOptions = {}): Promise<MessagingWorld> {
  const clock = new ManualClock();
  const t = await freshEmulator({
    clock,
    ...options,
    workspace: {
      users: [
        aUser({ externalId: 'a', attributes: { email: 'a@x.test' } }),
        aUser({ externalId: 'b', aliases: [anAlias('crm:b')], attributes: { email: 'shared@x.test' } }),
        aUser({ externalId: 'c', attributes: { email: 'shared@x.test' } }),
        aUser({ aliases: [anAlias('crm:d')], deviceIds: ['dev-d'] }),
      ],
      cohorts: [
        aCohort('vip', [{ externalId: 'a' }, { externalId: 'b' }, { deviceId: 'dev-d' }]),
        aCohort('new', [{ externalId: 'b' }, { externalId: 'c' }]),
      ],
      ...options.workspace,
    },
  });
  const control = workspaceOf(t);
  const create = async (plural: string, fields: object) => {
    const answer = await control('POST', `/${plural}`, {
      name: 'Winback',
      target: cohortTarget(),
      ...fields,
    });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json.id as string;
  };
  return {
    ...t,
    clock,
    control,
    campaign: (fields = {}) => create('campaigns', fields),
    canvas: (fields = {}) => create('canvases', fields),
    trigger: (fields) => t.rest('/campaigns/trigger/send', fields),
    triggerCanvas: (fields) => t.rest('/canvas/trigger/send', fields),
    message: (fields) =>
      t.rest('/messages/send', { messages: { webhook: { url: 'https://x.test' } }, ...fields }),
    segment: (groups) => addSegment(t, { definition: aDefinition({ groups }), isAnalyticsTracked: true }).id,
    sends: async (query = '') => (await control('GET', `/sends?limit=1000${query}`)).json.sends,
  };
}

function aCohort(cohortId: string, members: ({ externalId: string } | { deviceId: string })[]) {
  return { partner: 'hightouch', cohortId, name: cohortId, members };
}

/** A filter of one cohort of hightouch, as the control API takes it. */
export function cohortFilter(cohortId: string, comparison = 'includes') {
  return { type: 'cohort', partner: 'hightouch', comparison, cohort_ids: [cohortId] };
}

/** A target of one cohort, as the control API takes it. */
export function cohortTarget(cohortId = 'vip', comparison = 'includes') {
  return { additional_filters: { groups: [{ op: 'and', filters: [cohortFilter(cohortId, comparison)] }] } };
}

/** External ids, or else first aliases, of the receivers of a send, in order of creation. */
export function receiversOf(send: { receivers: Record<string, unknown>[] }): unknown[] {
  return send.receivers.map(
    (its) => its.external_id ?? (its.user_aliases as { alias_name: string }[])[0]?.alias_name,
  );
}

/** Named recipients by external id. */
export function named(...externalIds: unknown[]) {
  return externalIds.map((id) => ({ external_user_id: id }));
}
