import { closest } from '../../../domain/journal/explanation/edit-distance.js';
import { type Ignored, tolerated } from '../../../domain/journal/ignored.js';
import type { DecisionNote } from '../../../domain/journal/journal.js';

/**
 * Names for `fields_to_export`. [doc] post_users_segment, post_users_identifier. `campaigns_received`,
 * `canvases_received` and `cards_clicked` stand in the sample of the first only, `email_subscribe`, `push_subscribe` and
 * `push_tokens` in the list of the second. [inferred] that they may be named
 */
export const exportFields = [
  'apps',
  'attributed_ad',
  'attributed_adgroup',
  'attributed_campaign',
  'attributed_source',
  'braze_id',
  'campaigns_received',
  'canvases_received',
  'cards_clicked',
  'country',
  'created_at',
  'custom_attributes',
  'custom_events',
  'devices',
  'dob',
  'email',
  'email_subscribe',
  'external_id',
  'first_name',
  'gender',
  'home_city',
  'language',
  'last_coordinates',
  'last_name',
  'phone',
  'purchases',
  'push_subscribe',
  'push_tokens',
  'random_bucket',
  'time_zone',
  'total_revenue',
  'uninstalled_at',
  'user_aliases',
] as const;

/** Nothing here ever has them: what brought a user in, received messages, Content Cards, uninstalls. */
const neverExported: ReadonlySet<string> = new Set([
  'attributed_ad',
  'attributed_adgroup',
  'attributed_campaign',
  'attributed_source',
  'campaigns_received',
  'canvases_received',
  'cards_clicked',
  'uninstalled_at',
]);

export function isExportField(name: string): boolean {
  return exportFields.some((field) => field === name);
}

/** For the journal: that `/users/export/ids` names no fields, or names that are none. */
export function exportFieldNotes(names: readonly string[]): DecisionNote[] {
  if (names.length === 0) {
    return [
      {
        rule: 'fields_to_export_missing',
        message: 'fields_to_export names nothing, so all fields are exported',
        path: 'fields_to_export',
        hint: 'Accounts onboarded since 2024-08-22 must name fields; the switch require_fields_to_export refuses it here too',
      },
    ];
  }
  const unknown = names.flatMap((name, index) => {
    if (isExportField(name)) return [];
    const path = `fields_to_export[${index}]`;
    const message = `${path} is not the name of a field to export, and exports nothing`;
    return [{ rule: 'unknown_export_field', message, path, hint: hintOf(name) }];
  });
  return [...unknown, ...idleExportFields(names)];
}

/** Names of fields that no user here has. */
export function idleExportFields(names: readonly string[]): Ignored[] {
  return names.flatMap((name, index) => {
    if (!neverExported.has(name)) return [];
    const reason = 'is a field that no user of the emulator has';
    return [tolerated(`fields_to_export[${index}]`, 'no_effect_here', reason)];
  });
}

/** For the journal: that fields were chosen where no identifier of the request matches a user. */
export function fieldsOfNobody(names: readonly string[]): Ignored[] {
  if (names.length === 0) return [];
  return [
    tolerated('fields_to_export', 'no_effect_here', 'chooses fields of nobody: no identifier matches a user'),
  ];
}

/** Names that stand in a list before. */
export function repeatedNames(names: readonly string[], list: string): Ignored[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [tolerated(`${list}[${index}]`, 'name_repeated', 'stands in the list before')]
      : [],
  );
}

function hintOf(name: string): string {
  const meant = closest(name.toLowerCase(), exportFields, 2);
  return meant === undefined
    ? 'Custom attributes are exported together, as custom_attributes'
    : `Did you mean '${meant}'?`;
}
