import type { NewUser, Profile } from '../../../client/api.js';
import type { Form } from '../../form.js';
import { links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionForm, AskForm, Button, SearchField, TextArea, TextField } from '../../parts/form.js';
import { jsonObjectOf } from '../../parts/json-field.js';
import { counted } from '../../parts/numbers.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Badge, Code, CommandLine, Empty } from '../../parts/text.js';
import { UserName } from '../../parts/user-name.js';

/** Who there is, found by any identifier; and profiles added by hand. */
export const userListPage = workspacePage({
  path: '/users',
  section: 'users',
  async view(request: WorkspaceRequest) {
    const { call, workspace, counts, query } = request;
    const search = query.get('search')?.trim() || undefined;
    const cursor = query.get('cursor') ?? undefined;
    const { users, next_cursor } = await call('listUsers', {
      params: { ws: workspace.id },
      query: { search, cursor, limit: pageRows },
    });
    return {
      title: 'Users',
      sentence: `${counts.users === 0 ? 'No profile yet' : counted(counts.users, 'profile')}. A cohort import attaches those that are here, and never makes one.`,
      main: (
        <Card title="Profiles" isFlush note={search === undefined ? 'oldest first' : undefined}>
          <div class="card-tools">
            <AskForm results="users">
              <SearchField
                label="External ID, label:name of an alias, device, e-mail, phone or Braze ID"
                name="search"
                value={search}
              />
            </AskForm>
          </div>
          <div id="users">
            {users.length === 0 ? (
              <Nobody request={request} search={search} />
            ) : (
              <Profiles ws={workspace.id} users={users} />
            )}
            <Pager query={query} next={next_cursor} />
          </div>
        </Card>
      ),
      side: <AddCard request={request} />,
    };
  },
  actions: {
    async add({ call, workspace }: WorkspaceRequest, form) {
      const added = await call('addUsers', { params: { ws: workspace.id }, body: [newUserOf(form)] });
      const [user] = added.users ?? [];
      return user && links.user(workspace.id, user.braze_id);
    },
  },
});

function Profiles({ ws, users }: { ws: string; users: readonly Profile[] }) {
  return (
    <Table
      caption="Profiles"
      rows={users}
      keyOf={({ braze_id }) => braze_id}
      columns={[
        {
          title: 'User',
          cell: (user) => (
            <a href={links.user(ws, user.braze_id)}>
              <UserName of={user} />
            </a>
          ),
        },
        {
          title: 'Kind',
          cell: ({ external_id }) => <Badge>{external_id === null ? 'anonymous' : 'identified'}</Badge>,
        },
        { title: 'Aliases', cell: ({ user_aliases }) => <Few texts={user_aliases.map(aliasText)} /> },
        { title: 'Devices', cell: ({ device_ids }) => <Few texts={device_ids} /> },
      ]}
    />
  );
}

function aliasText({ alias_label, alias_name }: Profile['user_aliases'][number]): string {
  return `${alias_label}:${alias_name}`;
}

/** The first of some identifiers, and how many more there are. */
function Few({ texts: [first, ...others] }: { texts: readonly string[] }) {
  if (first === undefined) return null;
  return (
    <>
      <Code max={28}>{first}</Code>
      {others.length > 0 && <small> and {others.length} more</small>}
    </>
  );
}

function Nobody({ request, search }: { request: WorkspaceRequest; search?: string }) {
  if (search !== undefined) {
    return (
      <Empty>
        <p>
          Nobody has <Code>{search}</Code> as an identifier, and no external ID begins with it. Identifiers
          are compared letter for letter.
        </p>
      </Empty>
    );
  }
  const { workspace, origin } = request;
  const [key] = workspace.rest_api_keys;
  return (
    <Empty>
      <p>Nobody is here yet. Add a profile by hand, or send one as an app or a server does.</p>
      <p>
        {key === undefined ? 'Create a REST API key' : 'The key is'} on{' '}
        <a href={links.workspace(workspace.id)}>Overview</a>
        {key === undefined && ', which this line needs'}.
      </p>
      <CommandLine>
        {[
          `curl ${origin}/users/track \\`,
          '  -H "Authorization: Bearer $BRAZE_REST_API_KEY" \\',
          "  -H 'Content-Type: application/json' \\",
          `  -d '{"attributes":[{"external_id":"cust-1","email":"ada@example.test"}]}'`,
        ].join('\n')}
      </CommandLine>
    </Empty>
  );
}

function AddCard({ request }: { request: WorkspaceRequest }) {
  return (
    <Card title="Add a profile">
      <ActionForm action="add">
        <TextField request={request} name="external_id" label="External ID" isCode hint="None: anonymous." />
        <TextField request={request} name="alias" label="Alias" placeholder="label:name" isCode />
        <TextField request={request} name="device_id" label="Device ID" isCode />
        <TextArea
          request={request}
          name="attributes"
          label="Attributes, as JSON"
          placeholder='{"email": "ada@example.test", "plan": "pro"}'
          rows={3}
        />
        <Button kind="main">Add</Button>
      </ActionForm>
    </Card>
  );
}

/** @throws EmulatorError `invalid_request`. */
function newUserOf(form: Form): NewUser {
  const alias = form.optional('alias');
  const device = form.optional('device_id');
  const colon = alias?.indexOf(':') ?? -1;
  return {
    external_id: form.optional('external_id'),
    ...(alias !== undefined && {
      user_aliases: [{ alias_label: alias.slice(0, Math.max(colon, 0)), alias_name: alias.slice(colon + 1) }],
    }),
    ...(device !== undefined && { device_ids: [device] }),
    attributes: jsonObjectOf(form, 'attributes'),
  };
}
