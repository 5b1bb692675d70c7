import { fieldHint } from '../../domain/journal/explanation/field-hint.js';
import { type PlacedKey, placedKeys, schemeOf } from '../../domain/journal/placed-keys.js';
import type { RequestRecord } from '../../domain/journal/request-record.js';
import { isJsonObject } from '../../domain/json.js';
import { follow } from '../../domain/json-path.js';
import { clusterRegionOfHost, hostsOfRegion } from '../../domain/workspaces/partner.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import type { Context } from '../context.js';
import { type RecognizedKey, recognizeKey, unwrapKey } from './recognize-key.js';

/** The place a key has in a request, as it is spoken of. */
type KeyField = 'partner_api_key' | 'client_secret' | 'headers.authorization';

const kindOfField = {
  partner_api_key: 'partner_api_key',
  client_secret: 'data_import_key',
  'headers.authorization': 'rest_api_key',
} as const satisfies Record<KeyField, RecognizedKey['kind']>;

const whereItBelongs = {
  partner_api_key: 'a partner API key belongs in the body as partner_api_key',
  data_import_key: 'a data import key belongs in the body as client_secret',
  rest_api_key: 'a REST API key belongs in the header Authorization: Bearer …',
} as const satisfies Record<RecognizedKey['kind'], string>;

/**
 * Why a key did not open what it should: what it is a key of instead, or where the right one stands.
 *
 * @param partner  Of the path, for the two keys of partners.
 */
export function explainKey(
  context: Context,
  request: RequestRecord,
  field: KeyField,
  partner: string | undefined,
): string {
  if (field === 'headers.authorization' && isRepeated(request)) {
    return 'The header is there several times; send one Authorization: Bearer and the key';
  }
  const value = sentValue(request, field);
  if (value === undefined) return missingKeyHint(context, request, field);
  const key = recognizeKey(context, value);
  if (key !== undefined) return wrongKeyHint(context, request, field, key, partner);
  const unwrapped = unwrapKey(context, value);
  if (unwrapped !== undefined) {
    return `It is ${describeKey(unwrapped.key)} with ${unwrapped.fault}; send it exactly as issued`;
  }
  if (value === context.adminToken) {
    return `It is the admin token, which the control API asks for and Braze never sees; ${whereItBelongs[kindOfField[field]]}`;
  }
  if (context.knownKeys.finder.has(value))
    return 'It was a key once; it, or its workspace, was deleted since';
  return `No key of this server; ${whereToFindKeys(field)}`;
}

/** Headers of one name arrive joined by commas, which no key has. */
function isRepeated({ headers: { authorization = '' } }: RequestRecord): boolean {
  return /,\s*(?:bearer|basic|token)\s/i.test(authorization);
}

function sentValue(request: RequestRecord, field: KeyField): string | undefined {
  if (field === 'headers.authorization') {
    const { authorization = '' } = request.headers;
    return /^bearer +\S/i.test(authorization)
      ? authorization.slice(schemeOf(authorization).length)
      : undefined;
  }
  const value = request.body.kind === 'json' ? follow(request.body.value, [field]) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** There is no key where it belongs. Perhaps it stands elsewhere. */
function missingKeyHint(context: Context, request: RequestRecord, field: KeyField): string {
  const kind = kindOfField[field];
  const { body } = request;
  const isBodyWrong = body.kind === 'json' && !isJsonObject(body.value);
  if (isBodyWrong && field !== 'headers.authorization')
    return fieldHint(body.value, field, undefined) ?? whereItBelongs[kind];
  const placed = placedKeys(request).filter((its) => its.path !== field);
  const stray = placed.find((its) => recognizeKey(context, its.value)?.kind === kind);
  if (stray !== undefined) {
    const isOldPlace = kind === 'rest_api_key' && /^(query\.)?(api_key|app_group_id)$/.test(stray.path);
    const orSwitch = isOldPlace ? ', or set the switch key_in_body' : '';
    return `It stands in ${stray.path}; ${whereItBelongs[kind]}${orSwitch}`;
  }
  if (field === 'headers.authorization') return missingBearerHint(context, request);
  const named = placed.find((its) => isNameOf(its, field));
  if (named !== undefined) return `Something like it stands in ${named.path}; ${whereItBelongs[kind]}`;
  if (body.kind !== 'json') return whereItBelongs[kind];
  const value = follow(body.value, [field]);
  if (value === undefined) return `${field} is missing; ${whereItBelongs[kind]}`;
  return value === '' ? `${field} is empty` : `${field} is no string; send the key as a string`;
}

function isNameOf({ name }: PlacedKey, field: KeyField): boolean {
  return name.replaceAll(/[-_ ]|^x[-_]/gi, '').toLowerCase() === field.replaceAll('_', '');
}

function missingBearerHint(context: Context, { headers }: RequestRecord): string {
  const { authorization } = headers;
  if (authorization === undefined) return `There is no such header; ${whereItBelongs.rest_api_key}`;
  const isBare = schemeOf(authorization) === '' && recognizeKey(context, authorization.trim()) !== undefined;
  if (isBare) return 'The key stands there alone; send Authorization: Bearer and then the key';
  return 'Its form is not Bearer and then the key; send Authorization: Bearer …';
}

function wrongKeyHint(
  context: Context,
  request: RequestRecord,
  field: KeyField,
  key: RecognizedKey,
  partner: string | undefined,
): string {
  const it = `It is ${describeKey(key)}`;
  if (key.kind !== kindOfField[field]) {
    const isSwapped = areSwapped(context, request);
    return isSwapped ? `${it}: the two keys are swapped` : `${it}; ${whereItBelongs[key.kind]}`;
  }
  if (key.kind === 'partner_api_key') return wrongPartnerKeyHint(request, key, partner);
  if (key.kind !== 'data_import_key') return it;
  const path = `/_emulator/v1/workspaces/${key.workspace.id}/partners/${partner}`;
  if (!key.isActive) return `${it}; make a new one with POST ${path}/data-import-keys`;
  if (key.partner !== partner)
    return `${it}; use one of ${partner}, or the path /partners/${key.partner}/cohorts`;
  return `Switch the partner on with PUT ${path} {"enabled":true}`;
}

function wrongPartnerKeyHint(
  request: RequestRecord,
  key: Extract<RecognizedKey, { kind: 'partner_api_key' }>,
  partner: string | undefined,
): string {
  if (key.partner !== partner) {
    return `It is the partner API key of ${key.partner}; the path is that of ${partner}`;
  }
  const region = clusterRegionOfHost(request.headers.host ?? '');
  return `It is a key of ${key.region} clusters (${hostsOfRegion(key.region!)}); the host of the request is in ${region}`;
}

function areSwapped(context: Context, request: RequestRecord): boolean {
  const partnerKey = sentValue(request, 'partner_api_key');
  const secret = sentValue(request, 'client_secret');
  return (
    partnerKey !== undefined &&
    secret !== undefined &&
    recognizeKey(context, partnerKey)?.kind === 'data_import_key' &&
    recognizeKey(context, secret)?.kind === 'partner_api_key'
  );
}

function describeKey(key: RecognizedKey): string {
  switch (key.kind) {
    case 'partner_api_key':
      return `the partner API key of ${key.partner}`;
    case 'data_import_key': {
      const state = key.isActive ? 'a' : 'an invalidated';
      return `${state} data import key of ${key.partner} for workspace ${key.workspace.id}`;
    }
    case 'rest_api_key':
      return `a REST API key of workspace ${key.workspace.id}`;
    default:
      return key satisfies never;
  }
}

function whereToFindKeys(field: KeyField): string {
  const kind = field === 'headers.authorization' ? 'rest_api_keys' : 'partners';
  return `GET /_emulator/v1/workspaces shows them under ${kind}`;
}

/** The workspace that some key in a request names, though it does not open it: as the wrong kind, or invalidated. */
export function findNamedWorkspace(context: Context, placed: readonly PlacedKey[]): Workspace | undefined {
  for (const { value } of placed) {
    const key = recognizeKey(context, value) ?? unwrapKey(context, value)?.key;
    if (key !== undefined && key.kind !== 'partner_api_key') return key.workspace;
  }
  return undefined;
}
