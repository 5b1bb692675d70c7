import type { RestApiKey } from '../../../client/api.js';
import { type RestPermission, restPermissions } from '../../../domain/workspaces/workspace.js';
import type { Form } from '../../form.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton, ActionForm, Button, CheckBox } from '../../parts/form.js';
import { counted } from '../../parts/numbers.js';
import { CopyButton, Empty } from '../../parts/text.js';

type Request = WorkspaceRequest<''>;

/** REST API keys: what a caller of /users/track and the like sends as its bearer token. */
export function RestKeys({ request }: { request: Request }) {
  const { rest_api_keys: keys } = request.workspace;
  return (
    <Card title="REST API keys" isFlush note={counted(keys.length, 'key')}>
      {keys.length === 0 ? (
        <Empty>
          <p>No key yet, so /users/track and every other REST endpoint is refused. Create one below.</p>
        </Empty>
      ) : (
        <ul class="rows">
          {keys.map((key) => (
            <RestKey of={key} />
          ))}
        </ul>
      )}
      <details class="fold">
        <summary>Create a REST API key</summary>
        <ActionForm action="create-rest-key">
          <p>Nothing ticked means every permission. The permissions of a key never change.</p>
          <div class="ticks">
            {restPermissions.map((permission) => (
              <CheckBox label={permission} name={permission} request={request} />
            ))}
          </div>
          <Button>Create key</Button>
        </ActionForm>
      </details>
    </Card>
  );
}

function RestKey({ of: { key, permissions } }: { of: RestApiKey }) {
  const isAll = permissions.length === restPermissions.length;
  return (
    <li id={`rest-key-${encodeURIComponent(key)}`}>
      <code class="id">{key}</code>
      <span class="key-actions">
        <small title={permissions.join(', ')}>
          {isAll ? 'all permissions' : counted(permissions.length, 'permission')}
        </small>
        <CopyButton text={key} about="the REST API key" />
        <ActionButton action="delete-rest-key" values={{ key }} kind="danger" label={`Delete ${key}`}>
          Delete
        </ActionButton>
      </span>
    </li>
  );
}

export const restKeyActions = {
  async 'create-rest-key'({ call, workspace }: Request, form: Form): Promise<undefined> {
    const ticked: RestPermission[] = restPermissions.filter((permission) => form.isTicked(permission));
    const body = { permissions: ticked.length === 0 ? undefined : ticked };
    await call('createRestApiKey', { params: { ws: workspace.id }, body });
  },
  async 'delete-rest-key'({ call, workspace }: Request, form: Form): Promise<undefined> {
    await call('deleteRestApiKey', { params: { ws: workspace.id, key: form.raw('key') } });
  },
};
