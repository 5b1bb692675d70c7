import { EmulatorError } from '../../../domain/errors.js';
import { links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { ActionButton, ActionForm, Button, TextField } from '../../parts/form.js';
import { counted } from '../../parts/numbers.js';
import { Code } from '../../parts/text.js';
import type { Actions, Request } from './controls-request.js';

/** What takes things away from the workspace as a whole; each needs a second step. */
export function WorkspaceCard({ request }: { request: Request }) {
  const { workspace, counts, form } = request;
  return (
    <Card title="Workspace" id="workspace" isFlush>
      <details class="fold">
        <summary>Delete the requests</summary>
        <p>
          The journal has {counted(counts.requests, 'request')}. Syncs and reasons are read from it; cohorts
          stay.
        </p>
        <ActionButton action="forget-requests" kind="danger">
          Delete all requests
        </ActionButton>
      </details>
      <details class="fold">
        <summary>Reset the workspace</summary>
        <p>It goes back to what it was created with: users, cohorts, segments, switches, clock. Keys stay.</p>
        <ActionButton action="reset-workspace" kind="danger">
          Reset everything in it
        </ActionButton>
      </details>
      <details class="fold" open={form?.text('action') === 'delete-workspace'}>
        <summary>Delete the workspace</summary>
        <p>Everything in it goes, and its keys are refused from then on.</p>
        <ActionForm action="delete-workspace">
          <TextField
            label="Its id, to confirm"
            name="confirmation"
            request={request}
            isRequired
            isCode
            hint={
              <>
                Type <Code>{workspace.id}</Code>, or the name.
              </>
            }
          />
          <Button kind="danger">Delete it for good</Button>
        </ActionForm>
      </details>
    </Card>
  );
}

export const workspaceActions: Actions = {
  async 'forget-requests'({ call, workspace }) {
    await call('deleteRequests', { params: { ws: workspace.id } });
    return undefined;
  },
  async 'reset-workspace'({ call, workspace }) {
    await call('resetWorkspace', { params: { ws: workspace.id } });
    return undefined;
  },
  async 'delete-workspace'({ call, workspace }, form) {
    const typed = form.text('confirmation');
    if (typed !== workspace.id && typed !== workspace.name.trim()) {
      throw new EmulatorError('invalid_request', `To delete the workspace, type its id: ${workspace.id}`);
    }
    await call('deleteWorkspace', { params: { ws: workspace.id } });
    return links.workspaces();
  },
};
