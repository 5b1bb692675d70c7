import type { ClusterRegion } from '../../domain/workspaces/partner.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import { findPartnerApiKey } from '../../store/workspaces/partners.js';
import { findDataImportAccess, findRestAccess } from '../../store/workspaces/workspaces.js';
import type { Context } from '../context.js';

/** What a value is a key of. */
export type RecognizedKey =
  | { kind: 'partner_api_key'; partner: string; region: ClusterRegion | null }
  | {
      kind: 'data_import_key';
      partner: string;
      workspace: Workspace;
      isActive: boolean;
      isEnabled: boolean;
    }
  | { kind: 'rest_api_key'; workspace: Workspace };

/** Whatever key of this server the value is; `undefined` when it is none, or none any more. */
export function recognizeKey({ database, knownKeys }: Context, value: string): RecognizedKey | undefined {
  // Of thousands of values none is looked up for nothing.
  if (!knownKeys.finder.has(value)) return undefined;
  const partnerKey = findPartnerApiKey(database, value);
  if (partnerKey !== undefined) return { kind: 'partner_api_key', ...partnerKey };
  const importKey = findDataImportAccess(database, value);
  if (importKey !== undefined) return { kind: 'data_import_key', ...importKey };
  const restKey = findRestAccess(database, value);
  return restKey && { kind: 'rest_api_key', workspace: restKey.workspace };
}

/** A key that is hidden in a value: in quotes, in brackets, with blanks round it, after a `Bearer`, in capitals. */
export function unwrapKey(
  context: Context,
  value: string,
): { key: RecognizedKey; fault: string } | undefined {
  const bare = value.replace(/^bearer\s+/i, '');
  const forms: [string, string][] = [
    [value.trim(), 'white space round it'],
    [bare, 'the word Bearer before it'],
    [bare.trim().replace(/^["'`<{[(]+|(?<!["'`>}\])])["'`>}\])]+$/g, ''), 'quotes or brackets round it'],
    [value.toLowerCase(), 'capitals where it has small letters'],
  ];
  for (const [form, fault] of forms) {
    const key = form === value ? undefined : recognizeKey(context, form);
    if (key !== undefined) return { key, fault };
  }
  return undefined;
}
