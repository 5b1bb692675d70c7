import { z } from 'zod';
import { EmulatorError } from '../../../domain/errors.js';
import { type Ignored, ignored } from '../../../domain/journal/ignored.js';
import type { JsonValue } from '../../../domain/json.js';
import { exportedCustomAttributesMax } from '../../../domain/limits.js';
import type { SegmentExport, SegmentExportRequest } from '../../../domain/segments/segment-export.js';
import type { ExportedProfile } from '../../../domain/users/profile-history.js';
import { rateLimitBuckets } from '../../../domain/workspaces/rate-limit.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { getEndpoint, postEndpoint } from '../endpoint.js';
import { fieldOf, refuseField } from '../fields.js';
import { exportFields, idleExportFields, isExportField, repeatedNames } from '../users/export-fields.js';
import { profileExportJson } from '../users/exported-profile.js';

/**
 * Reads `/users/export/segment`. Order and texts of the refusals are our own. [inferred]
 *
 * `output_format` is read and has no effect: it is meant for exports to a bucket of one's own [doc], which do not exist
 * here, and how several files would go into one gzip file is not described. [inferred]
 *
 * @throws EmulatorError `invalid_segment_id`, `invalid_field`.
 */
export function readSegmentExport(body: JsonValue): SegmentExportRequest {
  const segmentId = fieldOf(body, 'segment_id');
  if (typeof segmentId !== 'string') {
    throw new EmulatorError('invalid_segment_id', 'segment_id must be a string', { path: 'segment_id' });
  }
  const request = {
    segmentId,
    fields: readFields(body),
    customAttributes: readCustomAttributes(body),
    callbackEndpoint: readCallbackEndpoint(body),
  };
  const outputFormat = fieldOf(body, 'output_format') ?? 'zip';
  if (outputFormat !== 'zip' && outputFormat !== 'gzip') {
    refuseField("'output_format' must be 'zip' or 'gzip'", 'output_format');
  }
  return request;
}

const names = z.array(z.string());

/** Required since December 2021 [doc]; other than at `/users/export/ids`, a name that is no field is refused [inferred]. */
function readFields(body: JsonValue): string[] {
  const field = 'fields_to_export';
  const list = names.min(1).safeParse(fieldOf(body, field));
  if (!list.success) refuseField(`'${field}' must be an array of at least one string`, field);
  for (const [index, name] of list.data.entries()) {
    const path = `${field}[${index}]`;
    if (!isExportField(name)) refuseField(`'${path}' is not the name of a field to export`, path);
  }
  return list.data;
}

function readCustomAttributes(body: JsonValue): string[] {
  const field = 'custom_attributes_to_export';
  const list = names.safeParse(fieldOf(body, field) ?? []);
  if (!list.success) refuseField(`'${field}' must be an array of strings`, field);
  if (list.data.length > exportedCustomAttributesMax) {
    refuseField(`'${field}' may not have more than ${exportedCustomAttributesMax} names`, field);
  }
  return list.data;
}

function readCallbackEndpoint(body: JsonValue): string | null {
  const field = 'callback_endpoint';
  const value = fieldOf(body, field);
  if (value === undefined) return null;
  if (typeof value !== 'string' || !isWebAddress(value)) {
    refuseField(`'${field}' must be an http or https URL`, field);
  }
  return withoutPassword(value);
}

/** Nothing is sent to an address with a user, so nothing keeps who it is. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = 'redacted';
  url.password = '';
  return url.href;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** `gzip`, which only an export to a bucket of one's own heeds; and attributes by name when all are asked for. */
function overlooksInExport(body: JsonValue): Ignored[] {
  const notes: Ignored[] = [];
  if (fieldOf(body, 'output_format') === 'gzip') {
    const reason = 'is for exports to a bucket of your own; the file is a zip';
    notes.push(ignored('output_format', 'no_effect_here', reason, 'Leave it out, or send zip'));
  }
  const fields = readFields(body);
  const names = readCustomAttributes(body);
  notes.push(...repeatedNames(fields, 'fields_to_export'), ...idleExportFields(fields));
  notes.push(...repeatedNames(names, 'custom_attributes_to_export'));
  if (names.length > 0 && fields.includes('custom_attributes')) {
    const path = 'custom_attributes_to_export';
    const reason = 'chooses nothing, because fields_to_export asks for custom_attributes';
    notes.push(ignored(path, 'overridden', reason, "Leave custom_attributes out of 'fields_to_export'"));
  }
  return notes;
}

const startedExport = lazySchema(() =>
  z.object({
    message: z.literal('success'),
    object_prefix: z.string().describe('Begins the name of the file.'),
    url: z.string().describe('Where the file is, once the export is done.'),
  }),
);

/** The answer to a request for an export. [doc] post_users_segment */
export function segmentExportJson({ objectPrefix, url }: SegmentExport): Wire<typeof startedExport> {
  return { message: 'success', object_prefix: objectPrefix, url };
}

/** What is told when an export is ready. [doc] post_users_segment */
export function segmentExportCallback({ url }: SegmentExport): { success: true; url: string } {
  return { success: true, url };
}

/** Shows a profile as one line of an export. Named custom attributes are all shown when `custom_attributes` is asked for. [doc] */
export function exportLineOf(
  request: Pick<SegmentExportRequest, 'fields' | 'customAttributes'>,
): (profile: ExportedProfile) => string {
  const fields = new Set(request.fields);
  const attributes = new Set(request.customAttributes);
  if (attributes.size === 0 || fields.has('custom_attributes')) {
    return (profile) => `${JSON.stringify(profileExportJson(profile, fields))}\n`;
  }
  fields.add('custom_attributes');
  return (profile) => {
    const chosen = Object.entries(profile.customAttributes).filter(([name]) => attributes.has(name));
    const customAttributes = Object.fromEntries(chosen);
    return `${JSON.stringify(profileExportJson({ ...profile, customAttributes }, fields))}\n`;
  };
}

const source = { page: 'api/endpoints/export/user_data/post_users_segment', mark: 'doc' } as const;

/** 201 at once; the work is done in the background. [client: braze_ruby recording] */
export const startSegmentExport = postEndpoint({
  path: '/users/export/segment',
  summary: 'Starts an export of the profiles of a segment, and returns the link to its file.',
  access: { by: 'rest_api_key', permission: 'users.export.segment' },
  buckets: [rateLimitBuckets.shared],
  body: lazySchema(() =>
    z.object({
      segment_id: z.string(),
      callback_endpoint: z.url().nullish().describe('Told when the file is there.'),
      fields_to_export: z.array(z.enum(exportFields)).min(1),
      custom_attributes_to_export: z.array(z.string()).max(exportedCustomAttributesMax).nullish(),
      output_format: z.enum(['zip', 'gzip']).nullish().describe('Read, and of no effect here.'),
    }),
  ),
  read: readSegmentExport,
  overlooks: overlooksInExport,
  answer: { status: 201, body: startedExport },
  answerMark: 'client: braze_ruby recording',
  refusals: ['invalid_segment_id', 'invalid_field', 'export_running', 'too_many_exports'],
  source,
});

/** Answers as object storage does, and asks for no key. [doc] export_troubleshooting, the form [inferred] */
export const downloadSegmentExport = getEndpoint({
  path: '/segment-export/{segment_id}/{date}/{object_prefix}/{file}',
  summary: 'Returns the file of an export, once it is done.',
  access: { by: 'link' },
  buckets: [],
  query: lazySchema(() => z.object({})),
  read: () => ({}),
  answer: { status: 200, mediaType: 'application/zip' },
  answerMark: 'inferred',
  refusals: ['export_not_available', 'export_link_expired'],
  source: { page: 'api/endpoints/export/export_troubleshooting', mark: 'doc' },
});
