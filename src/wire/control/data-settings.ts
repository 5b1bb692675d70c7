import { z } from 'zod';
import { blocklistedEventsMax, customAttributeSettingsMax } from '../../domain/limits.js';
import { attributeTypes } from '../../domain/users/attribute-type.js';
import type { CustomAttributeSetting, DataSettings } from '../../domain/users/data-settings.js';
import { isStandardAttributeName } from '../../domain/users/user-profile.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { givenName } from './values.js';

// What a workspace says of custom data (DESIGN 6.1).

const customAttribute = z
  .strictObject({
    name: givenName.refine(
      (name) => !isStandardAttributeName(name),
      'expected the name of a custom attribute, not a profile field',
    ),
    type: z
      .enum(attributeTypes)
      .optional()
      .describe(
        'Values are coerced into it, or ignored where that is impossible. Left out, each keeps its own.',
      ),
    blocklisted: z.boolean().optional().describe('Whether what is sent of it is ignored.'),
  })
  .transform(
    (its): CustomAttributeSetting => ({
      name: its.name,
      type: its.type,
      isBlocklisted: its.blocklisted ?? false,
    }),
  );

export const dataSettingsShape = {
  custom_attributes: z
    .array(customAttribute)
    .max(customAttributeSettingsMax)
    .superRefine((attributes, context) => {
      const names = new Set<string>();
      for (const [index, { name }] of attributes.entries()) {
        if (names.has(name)) {
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `'${name}' stands twice` });
        }
        names.add(name);
      }
    })
    .optional()
    .describe('Types that are forced on custom attributes, and those that are blocklisted.'),
  blocklisted_events: z
    .array(givenName)
    .max(blocklistedEventsMax)
    .optional()
    .describe('Names of custom events that are not recorded.'),
};

/** The settings that were sent. */
export function dataSettingsOf(its: {
  custom_attributes?: CustomAttributeSetting[];
  blocklisted_events?: string[];
}): Partial<DataSettings> {
  return {
    ...(its.custom_attributes !== undefined && { customAttributes: its.custom_attributes }),
    ...(its.blocklisted_events !== undefined && { blocklistedEvents: its.blocklisted_events }),
  };
}

export const dataSettingsAnswer = lazySchema(() =>
  z.strictObject({
    custom_attributes: z.array(
      z.strictObject({ name: z.string(), type: z.enum(attributeTypes).optional(), blocklisted: z.boolean() }),
    ),
    blocklisted_events: z.array(z.string()),
  }),
);

export function dataSettingsJson(settings: DataSettings): Wire<typeof dataSettingsAnswer> {
  return {
    custom_attributes: settings.customAttributes.map(({ name, type, isBlocklisted }) => ({
      name,
      ...(type !== undefined && { type }),
      blocklisted: isBlocklisted,
    })),
    blocklisted_events: settings.blocklistedEvents,
  };
}
