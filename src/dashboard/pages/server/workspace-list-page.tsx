import type { ListedWorkspace } from '../../../client/api.js';
import { links } from '../../links.js';
import { type ServerRequest, serverPage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionForm, AskForm, Button, TextField } from '../../parts/form.js';
import { countText } from '../../parts/numbers.js';
import { strayBanner } from '../../parts/stray-banner.js';
import { Pager, pageRows, Table } from '../../parts/table.js';
import { Code, Empty, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';

type Request = ServerRequest<'/workspaces'>;

/** The workspaces of the server, that with the newest request first. */
export const workspaceListPage = serverPage({
  path: '/workspaces',
  async view(request: Request) {
    const { call, query } = request;
    const search = query.get('search') ?? '';
    const cursor = query.get('cursor') ?? undefined;
    const [{ workspaces, next_cursor }, { workspace_count }, banner] = await Promise.all([
      call('listWorkspaces', { query: { search, order: 'activity', limit: pageRows, cursor } }),
      call('getInfo'),
      strayBanner(request),
    ]);
    return {
      title: 'Workspaces',
      sentence: sentenceOf(workspace_count, workspaces[0], request, search),
      banner,
      main: (
        <Card title="Workspaces" isFlush note={`${countText(workspace_count)} in all`}>
          <AskForm results="workspaces">
            <label class="grow">
              <span>Search by name or id</span>
              <input type="search" name="search" value={search} autocomplete="off" spellcheck={false} />
            </label>
            <Button>Search</Button>
          </AskForm>
          <div id="workspaces">
            {workspaces.length === 0 ? (
              <Nothing search={search} />
            ) : (
              <WorkspaceTable workspaces={workspaces} request={request} />
            )}
            <Pager query={query} next={next_cursor} />
          </div>
        </Card>
      ),
      side: <NewWorkspace request={request} />,
    };
  },
  actions: {
    async 'create-workspace'({ call }: Request, form) {
      const { id } = await call('createWorkspace', { body: { name: form.optional('name') } });
      return links.workspace(id);
    },
  },
});

function sentenceOf(count: number, first: ListedWorkspace | undefined, { clock }: Request, search: string) {
  if (count === 0) return 'There is no workspace yet. Create one: its keys let a connector in.';
  if (search !== '' || first === undefined) return undefined;
  if (first.last_request_at === null) return 'No request has reached a workspace yet. Open one for its keys.';
  return (
    <>
      The last request reached{' '}
      <a href={links.workspace(first.id)}>
        <Name>{first.name}</Name>
      </a>{' '}
      <Ago at={first.last_request_at} clock={clock} />.
    </>
  );
}

function WorkspaceTable({ workspaces, request }: { workspaces: ListedWorkspace[]; request: Request }) {
  return (
    <Table
      caption="Workspaces"
      rows={workspaces}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Workspace',
          cell: ({ id, name }) => (
            <a href={links.workspace(id)}>
              <Name max={80}>{name}</Name>
            </a>
          ),
        },
        { title: 'Id', cell: ({ id }) => <Code>{id}</Code> },
        {
          title: 'Last request',
          cell: ({ last_request_at: at }) =>
            at === null ? <span class="quiet">none</span> : <Ago at={at} clock={request.clock} />,
        },
        { title: 'Requests', isNumber: true, cell: ({ request_count }) => countText(request_count) },
      ]}
    />
  );
}

function Nothing({ search }: { search: string }) {
  return (
    <Empty>
      {search === '' ? (
        <p>A workspace is an isolated set of users, keys, cohorts and segments. Create the first one here.</p>
      ) : (
        <p>
          No workspace has <Code>{search}</Code> in its name or id.
        </p>
      )}
    </Empty>
  );
}

function NewWorkspace({ request }: { request: Request }) {
  return (
    <Card title="New workspace">
      <p>It begins with Hightouch enabled, one data import key and one REST API key.</p>
      <ActionForm action="create-workspace">
        <TextField label="Name" name="name" request={request} placeholder="checkout-tests" />
        <Button>Create workspace</Button>
      </ActionForm>
    </Card>
  );
}
