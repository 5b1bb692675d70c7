import type { AttributeType } from './attribute-type.js';

/** What a workspace says of one custom attribute. */
export interface CustomAttributeSetting {
  name: string;
  /** What values are coerced into; left out, each has the type it was sent with. [doc] managing_custom_data */
  type?: AttributeType;
  /** Whether what is sent of it is ignored. [doc] blocklist_custom_data */
  isBlocklisted: boolean;
}

/** What a workspace decides about custom data, as Braze's page of that name does. */
export interface DataSettings {
  customAttributes: CustomAttributeSetting[];
  /** Names of custom events that are not recorded. [doc] blocklist_custom_data */
  blocklistedEvents: string[];
}

export const noDataSettings: DataSettings = { customAttributes: [], blocklistedEvents: [] };

/** The settings after those that are given replaced theirs. */
export function changedDataSettings(
  settings: DataSettings,
  changes: Partial<DataSettings> = {},
): DataSettings {
  return {
    customAttributes: changes.customAttributes ?? settings.customAttributes,
    blocklistedEvents: changes.blocklistedEvents ?? settings.blocklistedEvents,
  };
}

/** By the name of the attribute. */
export type CustomAttributeSettings = ReadonlyMap<string, CustomAttributeSetting>;

/** `undefined` when nothing is said of any attribute, as in most workspaces. */
export function customAttributeSettings(settings: DataSettings): CustomAttributeSettings | undefined {
  const { customAttributes } = settings;
  return customAttributes.length === 0 ? undefined : new Map(customAttributes.map((its) => [its.name, its]));
}
