import type { Workspace as WorkspaceInfo } from '../client/api.js';
import type { MembershipOutcome } from '../domain/cohort.js';
import { invariant } from '../domain/errors.js';
import type { Decision, JournalEntry } from '../domain/journal/journal.js';
import type { RequestRecord } from '../domain/journal/request-record.js';
import { isJsonObject, type JsonObject } from '../domain/json.js';
import type { Workspace } from '../domain/workspaces/workspace.js';
import type { WorkspaceHandle } from '../library/handles/workspace.js';
import type { RunningServer } from '../server.js';
import type { RecordedExchange } from './exchange.js';

/** What came of requests that were sent once more. */
export interface Replay {
  /** Accepted in the recording, and refused here: why, and how many. */
  refused: { message: string; count: number }[];
}

/**
 * Sends recorded requests to a fresh workspace, at their own times on its clock, to learn who ends in which cohort; one that
 * was refused in the recording is not sent. Then the journal of the workspace holds the recording: its times and answers,
 * with what each request did here.
 *
 * Keys in the recording are taken for those of the workspace, whatever they are.
 */
export async function replay(
  exchanges: readonly RecordedExchange[],
  server: RunningServer,
  shop: WorkspaceHandle<'either'>,
): Promise<Replay> {
  const { emulator } = server;
  const workspace = emulator.enterWorkspace(shop.id);
  const keys = keysOf(await shop.info());
  const refused = new Map<string, number>();
  const records: { record: RequestRecord; decision: Decision }[] = [];
  for (const exchange of exchanges) {
    emulator.setClock(workspace, { now: exchange.at, isFrozen: true });
    const applied = isToBeApplied(exchange) ? await apply(exchange, server, workspace, keys) : undefined;
    if (applied?.decision.kind === 'refused') {
      const { message } = applied.decision;
      refused.set(message, (refused.get(message) ?? 0) + 1);
    }
    records.push({
      record: recordOf(exchange, workspace, applied),
      decision: decisionOf(exchange, applied),
    });
  }
  emulator.deleteRequests(workspace);
  emulator.recordExchanges(workspace, records);
  return { refused: [...refused].map(([message, count]) => ({ message, count })) };
}

/** What was refused changed nothing. Of what got no answer nobody knows; Braze may well have it. */
function isToBeApplied({ answer, body }: RecordedExchange): boolean {
  const isAccepted = answer === null || (answer.status >= 200 && answer.status < 300);
  return isAccepted && (body.kind === 'none' || (body.kind === 'json' && isJsonObject(body.value)));
}

interface Keys {
  rest: string;
  /** By partner. */
  partner: ReadonlyMap<string, { partner_api_key: string; client_secret: string }>;
}

function keysOf(its: WorkspaceInfo): Keys {
  const [rest] = its.rest_api_keys;
  const partner = new Map(
    its.partners.flatMap(({ partner: name, partner_api_key, data_import_keys }) => {
      const key = data_import_keys.find(({ state }) => state === 'active');
      return key === undefined ? [] : [[name, { partner_api_key, client_secret: key.key }] as const];
    }),
  );
  return { rest: rest?.key ?? '', partner };
}

/** @returns What the journal says of the request as it was sent here. */
async function apply(
  { method, path, query, headers, body }: RecordedExchange,
  { url, emulator }: RunningServer,
  workspace: Workspace,
  keys: Keys,
): Promise<JournalEntry> {
  const sent: Record<string, string> = {};
  if (headers['content-type'] !== undefined) sent['content-type'] = headers['content-type'];
  const isOfPartner = path.toLowerCase().startsWith('/partners/');
  if (!isOfPartner) sent.authorization = `Bearer ${keys.rest}`;
  const json = body.kind === 'json' ? (body.value as JsonObject) : undefined;
  const partner = path.split('/')[2]?.toLowerCase() ?? '';
  const withKeys = isOfPartner && json !== undefined ? { ...json, ...keys.partner.get(partner) } : json;
  const answer = await fetch(url + path + query, {
    method,
    headers: sent,
    body: withKeys && JSON.stringify(withKeys),
  });
  await answer.arrayBuffer();
  const id = answer.headers.get('x-request-id');
  invariant(id, 'Every answer of the Braze surface has an id');
  try {
    return emulator.getRequest(workspace, id);
  } catch {
    // It was not let into the workspace.
    return emulator.getRequest(null, id);
  }
}

function recordOf(
  exchange: RecordedExchange,
  workspace: Workspace,
  applied: JournalEntry | undefined,
): RequestRecord {
  const { id, at, receivedAt, durationMs, method, path, query, headers, body, answer } = exchange;
  const json = body.kind === 'json' && isJsonObject(body.value) ? body.value : {};
  const [, family, partner] = path.split('/');
  const isOfPartner = family === 'partners';
  const outcome: MembershipOutcome | undefined = applied?.outcome ?? undefined;
  return {
    id,
    receivedAt,
    enteredAt: at,
    method,
    path,
    query,
    headers,
    body,
    workspace,
    partner: isOfPartner ? partner : undefined,
    cohortId: isOfPartner && typeof json.cohort_id === 'string' ? json.cohort_id : undefined,
    outcome,
    notes: [],
    answer,
    durationMs,
  };
}

function decisionOf({ answer }: RecordedExchange, applied: JournalEntry | undefined): Decision {
  if (answer === null)
    return { kind: 'refused', rule: 'no_answer', message: 'No answer came, says the recording' };
  if (answer.status >= 300) {
    const message = `The recording has the status ${answer.status}`;
    return { kind: 'refused', rule: 'refused_in_recording', message };
  }
  if (applied?.decision.kind === 'accepted') return applied.decision;
  return { kind: 'accepted', notes: [] };
}
