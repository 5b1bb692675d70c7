import type { Sync } from '../../../client/api.js';
import { links } from '../../links.js';
import type { Tone, WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Table } from '../../parts/table.js';
import { Badges, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { partnerName } from './sentence.js';

/** The last syncs; each opens into its requests. */
export function SyncTable({
  request: { workspace, clock },
  syncs,
}: {
  request: WorkspaceRequest;
  syncs: readonly Sync[];
}) {
  const ws = workspace.id;
  return (
    <Card title="Last cohort syncs" isFlush note={<a href={links.cohorts(ws)}>All cohorts</a>}>
      <Table
        caption="Last cohort syncs"
        rows={syncs}
        keyOf={({ partner, cohort_id, requests }) => `${partner} ${cohort_id} ${requests[0]}`}
        columns={[
          {
            title: 'When',
            cell: (sync) => (
              <>
                <a href={links.sync(ws, sync.partner, sync.cohort_id, sync.requests[0] ?? '')}>
                  <Ago at={sync.last_at} clock={clock} />
                </a>
                <br />
                <small>{counted(sync.request_count, 'request')}</small>
              </>
            ),
          },
          {
            title: 'Cohort',
            cell: (sync) => (
              <>
                <a href={links.cohort(ws, sync.partner, sync.cohort_id)}>
                  <Name max={36}>{sync.name ?? sync.cohort_id}</Name>
                </a>
                <br />
                <small>{partnerName(workspace, sync.partner)}</small>
              </>
            ),
          },
          { title: 'Change', cell: (sync) => <Badges badges={changesOf(sync)} none="none" /> },
          { title: 'No effect', cell: (sync) => <Badges badges={withoutEffect(sync)} /> },
        ]}
      />
    </Card>
  );
}

type BadgeText = readonly [text: string, tone: Tone];

function changesOf({ added, removed, refused, held_back: held, request_count: requests }: Sync): BadgeText[] {
  const badges: (BadgeText | false)[] = [
    added > 0 && [`+${countText(added)}`, 'good'],
    removed > 0 && [`−${countText(removed)}`, 'left'],
    refused > 0 && [refused === requests ? 'refused' : `${refused} of ${requests} refused`, 'bad'],
    held > 0 && [`${counted(held, 'change waits', 'changes wait')}`, 'plain'],
  ];
  return badges.filter((its) => its !== false);
}

function withoutEffect({ unknown, skipped, already_member: already, not_member: not }: Sync): BadgeText[] {
  const badges: (BadgeText | false)[] = [
    unknown > 0 && [`${countText(unknown)} unknown`, 'idle'],
    skipped > 0 && [`${counted(skipped, 'device', 'devices')} skipped`, 'idle'],
    already > 0 && [`${countText(already)} already in`, 'plain'],
    not > 0 && [`${countText(not)} not in`, 'plain'],
  ];
  return badges.filter((its) => its !== false);
}
