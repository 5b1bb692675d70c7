import { memberSearchIdentifiersMax } from '../../domain/limits.js';
import { hasProfile, type ProfileSet } from '../../domain/profile-set.js';
import type { Alias, ProfileIdentity } from '../../domain/users/user-profile.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';
import {
  findAliasLabelAfter,
  listAliasesFrom,
  listDevicesFrom,
  listExternalIdsFrom,
} from '../../store/users/identifier-starts.js';
import { getProfileIdentity } from '../../store/users/user-profiles.js';
import type { Context } from '../context.js';
import type { Page } from '../page.js';

/** How far a search has got: external ids come first, then aliases by label, then devices. */
export type SearchPlace =
  | { kind: 'external_id'; externalId: string }
  | { kind: 'alias'; label: string; name: string }
  | { kind: 'device'; deviceId: string; number: number };

/** An identifier that fits, and whose it is; without a number, only how far the search has got. */
interface Candidate {
  place: SearchPlace;
  number?: number;
}

/** How many identifiers are read in one query. */
const identifiersAtATime = 500;

/**
 * Those of a set who have an identifier that begins with a text: an external id, a device, an alias as `label:name`, or its
 * name. Each is listed once, in order of the identifier. A page ends early when many identifiers fit of whom few are in the set.
 */
export function searchMembers(
  context: Context,
  workspace: Workspace,
  members: ProfileSet,
  text: string,
  { after, limit }: { after?: SearchPlace; limit: number },
): Page<ProfileIdentity, SearchPlace> {
  const items: ProfileIdentity[] = [];
  let last: SearchPlace | undefined;
  let looked = 0;
  for (const { place, number } of candidates(context, workspace, text, after)) {
    if (last !== undefined && (items.length === limit || looked === memberSearchIdentifiersMax)) {
      return { items, next: last };
    }
    last = place;
    looked++;
    if (number === undefined || !hasProfile(members, number)) continue;
    const identity = getProfileIdentity(context.database, workspace.number, number);
    if (isFirstOf(identity, place, text)) items.push(identity);
  }
  return { items, next: null };
}

function* candidates(
  context: Context,
  workspace: Workspace,
  text: string,
  after: SearchPlace | undefined,
): Generator<Candidate> {
  if (after === undefined || after.kind === 'external_id')
    yield* externalIds(context, workspace, text, after);
  if (after?.kind !== 'device') {
    yield* aliases(context, workspace, text, after?.kind === 'alias' ? after : undefined);
  }
  yield* devices(context, workspace, text, after?.kind === 'device' ? after : undefined);
}

function* externalIds(
  { database }: Context,
  workspace: Workspace,
  start: string,
  place: { externalId: string } | undefined,
): Generator<Candidate> {
  for (let after = place?.externalId; ; ) {
    const found = listExternalIdsFrom(database, workspace.number, {
      start,
      after,
      limit: identifiersAtATime,
    });
    for (const { externalId, number } of found) yield { place: { kind: 'external_id', externalId }, number };
    after = found.at(-1)?.externalId;
    if (after === undefined) return;
  }
}

function* aliases(
  { database }: Context,
  workspace: Workspace,
  text: string,
  place: Alias | undefined,
): Generator<Candidate> {
  let label = place?.label ?? findAliasLabelAfter(database, workspace.number, '');
  let after = place?.name;
  while (label !== undefined) {
    const start = nameStart(label, text);
    for (;;) {
      const limit = identifiersAtATime;
      const found = listAliasesFrom(database, workspace.number, { label, start, after, limit });
      for (const { name, number } of found) yield { place: { kind: 'alias', label, name }, number };
      after = found.at(-1)?.name;
      if (after === undefined) break;
    }
    // There may be very many labels.
    yield { place: { kind: 'alias', label, name: endOfNames } };
    label = findAliasLabelAfter(database, workspace.number, label);
  }
}

/** No name comes after it. */
const endOfNames = '\u{10FFFF}';

/** How a name begins where `label:name` does as is asked; a text that says nothing of the label is asked of the name. */
function nameStart(label: string, text: string): string {
  const written = `${label}:`;
  if (written.startsWith(text)) return '';
  return text.startsWith(written) ? text.slice(written.length) : text;
}

function* devices(
  { database }: Context,
  workspace: Workspace,
  start: string,
  place: { deviceId: string; number: number } | undefined,
): Generator<Candidate> {
  for (let after = place; ; ) {
    const found = listDevicesFrom(database, workspace.number, { start, after, limit: identifiersAtATime });
    for (const { deviceId, number } of found) yield { place: { kind: 'device', deviceId, number }, number };
    after = found.at(-1);
    if (after === undefined) return;
  }
}

/** Whether it is by this identifier that somebody with several that fit is listed. */
function isFirstOf({ externalId, aliases, deviceIds }: ProfileIdentity, place: SearchPlace, text: string) {
  if (externalId?.startsWith(text)) return place.kind === 'external_id';
  const alias = aliases.find((its) => isAliasFound(its, text));
  if (alias !== undefined) {
    return place.kind === 'alias' && place.label === alias.label && place.name === alias.name;
  }
  return place.kind === 'device' && place.deviceId === deviceIds.find((its) => its.startsWith(text));
}

function isAliasFound({ label, name }: Alias, text: string): boolean {
  return name.startsWith(nameStart(label, text));
}
