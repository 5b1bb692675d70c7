import type { JsonObject } from '../../../src/domain/json.js';
import type { NewWorkspace } from '../../../src/domain/seed/blueprint.js';
import { freshEmulator } from '../emulator.js';
import { entryOf } from '../journal.js';
import { anAttributesObject, profileOf, track } from './track.js';

/** A note of the journal, with its path from the attributes object on. */
export interface Told {
  path: string;
  /** Of one that speaks of several places. */
  paths?: string[];
  rule: string;
  message: string;
  received?: unknown;
  hint?: string;
}

/** What became of attributes that were sent to a profile, and what of them is noted. */
export interface Outcome {
  attributes: JsonObject;
  notes: Told[];
}

/** Sends attributes to a user who has others, in a workspace of its own. */
export async function sent(
  before: object,
  attributes: object,
  workspace: NewWorkspace = {},
): Promise<Outcome> {
  const t = await freshEmulator({ workspace });
  if (Object.keys(before).length > 0) await track(t, { attributes: [anAttributesObject(before)] });
  const answer = await track(t, { attributes: [anAttributesObject(attributes)] });
  if (answer.status !== 201) throw new Error(answer.text);
  const { decision } = await entryOf(t, answer);
  const profile = profileOf(t);
  return {
    attributes: { ...profile.attributes, ...profile.customAttributes },
    notes: decision.notes.map((note: Told) => ({
      ...note,
      path: fromObject(note.path),
      ...(note.paths !== undefined && { paths: note.paths.map(fromObject) }),
    })),
  };
}

function fromObject(path: string): string {
  return path.replace(/^attributes\[0\]\.?/, '');
}

/** What a strict workspace says to the same, without what all its refusals begin with; `undefined` when it takes it. */
export async function strictRefusalOf(before: object, attributes: object): Promise<string | undefined> {
  const t = await freshEmulator();
  if (Object.keys(before).length > 0) await track(t, { attributes: [anAttributesObject(before)] });
  t.emulator.updateWorkspace(t.workspace, { behaviour: { strictness: 'strict' } });
  const was = JSON.stringify(profileStateOf(t));
  const answer = await track(t, { attributes: [anAttributesObject(attributes)] });
  if (answer.status === 201) return undefined;
  if (JSON.stringify(profileStateOf(t)) !== was) throw new Error('Refused, and yet changed');
  return answer.json.message.replace('Refused because the workspace is strict: attributes[0].', '');
}

function profileStateOf(t: Parameters<typeof profileOf>[0]) {
  return profileOf(t) as unknown;
}
