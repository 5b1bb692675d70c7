import type { User, UserActivity } from '../../../client/api.js';
import { links, withQuery } from '../../links.js';
import { type Body, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card, Pairs } from '../../parts/card.js';
import { ActionForm, Button, TextField } from '../../parts/form.js';
import { counted, countText } from '../../parts/numbers.js';
import { displayNameOf } from '../../parts/partner-name.js';
import { Table } from '../../parts/table.js';
import { Badge, Code, cutText, Empty, Name } from '../../parts/text.js';
import { Ago } from '../../parts/time.js';
import { userNameOf } from '../../parts/user-name.js';
import { whenFound } from '../../parts/when-found.js';
import { MessagesCard, OccurrencesCard } from './activity-cards.js';
import { attributePairs } from './attribute-pairs.js';
import { identifierOf, requestsNaming, segmentsOf } from './user-parts.js';

const path = '/users/:braze_id';
type Request = WorkspaceRequest<typeof path>;

/** Somebody whole: identifiers first, then what they are in and what touched them. */
export const userPage = workspacePage({
  path,
  section: 'users',
  async view(request: Request) {
    const user = await request.call('getUser', { params: paramsOf(request) });
    return {
      title: cutText(userNameOf(user)),
      trail: [{ label: 'Users', href: links.users(request.workspace.id) }],
      marks: <Badge>{user.external_id === null ? 'anonymous' : 'identified'}</Badge>,
      id: `braze_id ${user.braze_id}`,
      find: () => findBody(request, user),
    };
  },
  actions: {
    async identify(request: Request, form) {
      const user = await request.call('changeUser', {
        params: paramsOf(request),
        body: { external_id: form.raw('external_id') },
      });
      return links.user(request.workspace.id, user.braze_id);
    },
    async delete(request: Request) {
      await request.call('deleteUser', { params: paramsOf(request) });
      return links.users(request.workspace.id);
    },
  },
});

async function findBody(request: Request, user: User): Promise<Body> {
  const { call, workspace, clock } = request;
  const activity = await call('getUserActivity', { params: paramsOf(request) });
  return {
    sentence: sentenceOf(user),
    facts: [
      { value: countText(user.cohorts.length), label: 'cohorts' },
      { value: messageCount(activity), label: 'messages' },
      { value: <Ago at={user.created_at} clock={clock} />, label: 'created' },
    ],
    main: (
      <>
        <Identifiers user={user} />
        <Card title="Attributes">
          {Object.keys(user.attributes).length === 0 ? (
            <p class="quiet">None. They come with /users/track.</p>
          ) : (
            <Pairs pairs={attributePairs(user.attributes)} />
          )}
        </Card>
        <OccurrencesCard activity={activity} clock={clock} />
        <MessagesCard ws={workspace.id} messages={activity.messages} clock={clock} />
        <Card
          title="Requests that name them"
          isFlush
          note={
            <a href={withQuery(links.requests(workspace.id), { text: identifierOf(user) })}>All of them</a>
          }
        >
          {whenFound(request, () => requestsNaming(request, user))}
        </Card>
      </>
    ),
    side: (
      <>
        <Cohorts request={request} user={user} />
        <Card title="Segments" isFlush>
          {whenFound(request, () => segmentsOf(request))}
        </Card>
        {user.external_id === null && <Identify request={request} />}
        <Delete user={user} />
      </>
    ),
  };
}

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, braze_id: params.braze_id };
}

function messageCount({ messages }: UserActivity): string {
  return messages.length === 100 ? '100 or more' : countText(messages.length);
}

function sentenceOf({ external_id, cohorts, user_aliases, device_ids }: User): string {
  if (external_id !== null) {
    return cohorts.length === 0
      ? 'This user is in no cohort. An import that names the external ID, or an alias, adds them.'
      : `This user is in ${counted(cohorts.length, 'cohort')}.`;
  }
  const ways = [user_aliases.length > 0 && 'an alias', device_ids.length > 0 && 'a device'].filter(Boolean);
  const by = ways.length === 0 ? 'no identifier: no import can name them' : `${ways.join(' or ')}`;
  return `Nobody has logged in as this user yet. Imports find them by ${by}.`;
}

function Identifiers({ user }: { user: User }) {
  const { external_id, user_aliases, device_ids, push_tokens } = user;
  return (
    <Card title="Identifiers">
      <Pairs
        pairs={[
          [
            'External ID',
            external_id === null ? <span class="quiet">none</span> : <Code>{external_id}</Code>,
          ],
          ['Aliases', <Codes texts={user_aliases.map((its) => `${its.alias_label}:${its.alias_name}`)} />],
          ['Devices', <Codes texts={device_ids} />],
          ...(push_tokens.length > 0 ? [['Push tokens', countText(push_tokens.length)] as const] : []),
        ]}
      />
      {external_id !== null && device_ids.length > 0 && (
        <p class="quiet">An import that names a device of an identified user adds nobody.</p>
      )}
    </Card>
  );
}

/** How many identifiers of a kind are shown. */
const shownMax = 20;

function Codes({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return <span class="quiet">none</span>;
  return (
    <ul>
      {texts.slice(0, shownMax).map((text) => (
        <li>
          <Code>{text}</Code>
        </li>
      ))}
      {texts.length > shownMax && <li class="quiet">and {countText(texts.length - shownMax)} more</li>}
    </ul>
  );
}

function Cohorts({ request: { workspace }, user }: { request: Request; user: User }) {
  return (
    <Card title="Cohorts" isFlush note={counted(user.cohorts.length, 'cohort')}>
      {user.cohorts.length === 0 ? (
        <Empty>
          <p>In no cohort. The page of a cohort says why.</p>
        </Empty>
      ) : (
        <Table
          caption="Cohorts"
          rows={user.cohorts}
          keyOf={({ partner, cohort_id }) => `${partner}/${cohort_id}`}
          columns={[
            {
              title: 'Cohort',
              cell: ({ partner, cohort_id, name }) => (
                <a href={links.cohort(workspace.id, partner, cohort_id)}>
                  <Name>{name}</Name>
                </a>
              ),
            },
            { title: 'Partner', cell: ({ partner }) => displayNameOf(partner, workspace.partners) },
          ]}
        />
      )}
    </Card>
  );
}

function Identify({ request }: { request: Request }) {
  return (
    <Card title="Identify">
      <p>
        Logs somebody in on this device, as the SDK does. If the external ID is taken, the two become one.
      </p>
      <ActionForm action="identify" layout="row">
        <TextField request={request} name="external_id" label="External ID" isCode isRequired />
        <Button kind="main">Identify</Button>
      </ActionForm>
    </Card>
  );
}

function Delete({ user }: { user: User }) {
  return (
    <Card title="Delete">
      <details>
        <summary>Delete this profile</summary>
        <p>It goes out of every cohort, and does not come back.</p>
        <ActionForm action="delete" layout="row">
          <Button kind="danger">Delete {cutText(userNameOf(user), 24)}</Button>
        </ActionForm>
      </details>
    </Card>
  );
}
