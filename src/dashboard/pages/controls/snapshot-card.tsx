import type { Snapshot } from '../../../client/api.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { ActionButton, ActionForm, Button, CheckBox, Select, TextField } from '../../parts/form.js';
import { countText } from '../../parts/numbers.js';
import { Badge, Code, Empty, Name } from '../../parts/text.js';
import type { Actions, Request } from './controls-request.js';

/** The snapshots of the server: saved, restored, deleted. */
export function SnapshotCard({ request, snapshots }: { request: Request; snapshots: readonly Snapshot[] }) {
  return (
    <Card title="Snapshots" id="snapshots" isFlush note="of the server">
      {snapshots.length === 0 ? (
        <Empty>
          <p>None yet. A snapshot keeps the state of now, to come back to.</p>
        </Empty>
      ) : (
        <ul class="rows">
          {snapshots.map((snapshot) => (
            <Row snapshot={snapshot} />
          ))}
        </ul>
      )}
      <details class="fold" open={request.form?.text('action') === 'save-snapshot'}>
        <summary>Save a snapshot</summary>
        <ActionForm action="save-snapshot">
          <TextField
            label="Snapshot name"
            name="snapshot"
            request={request}
            isRequired
            isCode
            placeholder="before-sync"
          />
          <Select
            label="Of what"
            name="scope"
            request={request}
            options={[
              { value: 'workspace', label: 'this workspace' },
              { value: 'everything', label: 'all workspaces' },
            ]}
          />
          <CheckBox label="Replace one of that name" name="replace" request={request} />
          <Button>Save</Button>
        </ActionForm>
      </details>
    </Card>
  );
}

function Row({ snapshot }: { snapshot: Snapshot }) {
  const { name, created_at: at, size_bytes: bytes, problem } = snapshot;
  return (
    <li id={`snapshot-${name}`}>
      <span>
        <Code>{name}</Code>
        <br />
        <small>
          <Scope of={snapshot} />, {countText(Math.ceil(bytes / 1024))} KiB
          {at !== null && `, ${at.slice(0, 16).replace('T', ' ')} UTC`}
        </small>{' '}
        {problem !== null && <Badge tone="bad">{problem}</Badge>}
      </span>
      <span class="key-actions">
        {problem === null && (
          <ActionButton action="restore-snapshot" values={{ snapshot: name }} label={`Restore ${name}`}>
            Restore
          </ActionButton>
        )}
        <ActionButton
          action="delete-snapshot"
          values={{ snapshot: name }}
          kind="danger"
          label={`Delete ${name}`}
        >
          Delete
        </ActionButton>
      </span>
    </li>
  );
}

function Scope({ of: { workspace, workspace_count: count } }: { of: Snapshot }) {
  return workspace === null ? (
    <>{countText(count ?? 0)} workspaces</>
  ) : (
    <Name max={24}>{workspace.name}</Name>
  );
}

export const snapshotActions: Actions = {
  async 'save-snapshot'({ call, workspace }, form) {
    const scope = form.text('scope') === 'everything' ? undefined : workspace.id;
    const body = { name: form.text('snapshot'), workspace: scope, replace: form.isTicked('replace') };
    await call('saveSnapshot', { body });
    return undefined;
  },
  async 'restore-snapshot'(request, form) {
    await request.call('restoreSnapshot', { params: { name: form.text('snapshot') } });
    return pathOf(request);
  },
  async 'delete-snapshot'({ call }, form) {
    await call('deleteSnapshot', { params: { name: form.text('snapshot') } });
    return undefined;
  },
};

/** This page, or the list of workspaces when the snapshot has not this one. */
async function pathOf({ call, workspace }: Request): Promise<string | undefined> {
  const { workspaces } = await call('listWorkspaces', { query: { search: workspace.id, limit: 1_000 } });
  return workspaces.some(({ id }) => id === workspace.id) ? undefined : links.workspaces();
}
