import type { Child } from 'hono/jsx';
import type { Sync, Traffic } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { counted } from '../../parts/numbers.js';
import { displayNameOf } from '../../parts/partner-name.js';
import { Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

/** What has arrived lately. */
export interface Arrived {
  /** The newest first. */
  syncs: readonly Sync[];
  traffic: Traffic;
  /** Whether requests arrive that no workspace is found for. */
  hasStrays: boolean;
}

/** Whether the connector gets through, in words. */
export function sentenceOf(request: WorkspaceRequest, { syncs, traffic, hasStrays }: Arrived): Child {
  const [last] = syncs;
  if (last !== undefined) return <SyncSentence request={request} sync={last} />;
  const { requests } = request.counts;
  if (requests > 0) {
    const refused =
      traffic.refused > 0 ? ` ${counted(traffic.refused, 'request was', 'requests were')} refused.` : '';
    return `${counted(requests, 'request has', 'requests have')} arrived, none of them to a cohort.${refused}`;
  }
  return hasStrays
    ? 'Requests arrive, but no workspace knows their key. Give the connector the keys of this page.'
    : 'Nothing has arrived yet. Give the connector the endpoint and keys of this page, or send the first requests yourself.';
}

function SyncSentence({ request, sync }: { request: WorkspaceRequest; sync: Sync }) {
  const { workspace, clock } = request;
  const isRefused = sync.refused === sync.request_count;
  return (
    <>
      {displayNameOf(sync.partner, workspace.partners)} {isRefused ? 'tried to sync' : 'synced'}{' '}
      <a href={links.cohort(workspace.id, sync.partner, sync.cohort_id)}>
        <Name>{sync.name ?? sync.cohort_id}</Name>
      </a>{' '}
      <Ago at={sync.last_at} clock={clock} />
      {isRefused ? ', and was refused.' : `. ${troublesOf(sync).join(' ')}`}
    </>
  );
}

/** What of a sync had no effect, each in a sentence. */
function troublesOf(sync: Sync): string[] {
  const { unknown, skipped, refused, held_back: held, request_count: requests } = sync;
  const troubles = [
    unknown > 0 && `${counted(unknown, 'identifier was', 'identifiers were')} unknown.`,
    skipped > 0 &&
      `${counted(skipped, 'device was', 'devices were')} skipped, as ${skipped === 1 ? 'it belongs' : 'they belong'} to identified users.`,
    refused > 0 &&
      `${counted(refused, 'request', 'requests')} of ${requests} ${refused === 1 ? 'was' : 'were'} refused.`,
    held > 0 && `${counted(held, 'change waits', 'changes wait')} for the processing delay.`,
  ].filter((its) => its !== false);
  return troubles.length === 0 ? ['Everything in it was applied.'] : troubles;
}
