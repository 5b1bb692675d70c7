import type { Child } from 'hono/jsx';
import type { User } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Code, Empty, Name } from '../../parts/text.js';
import { RequestTable } from '../requests/request-table.js';

type Request = WorkspaceRequest<'/users/:braze_id'>;

/** Requests that are shown. */
const requestsMax = 5;

/** The last requests in which an identifier of somebody stands. */
export async function requestsNaming(
  { call, workspace, clock }: Pick<Request, 'call' | 'workspace' | 'clock'>,
  user: User,
): Promise<Child> {
  const ws = workspace.id;
  const query = { text: identifierOf(user), order: 'newest', limit: requestsMax } as const;
  const { requests } = await call('listRequests', { params: { ws }, query });
  if (requests.length === 0) {
    return (
      <Empty>
        <p>
          No request of the journal has <Code>{identifierOf(user)}</Code> in it.
        </p>
      </Empty>
    );
  }
  return <RequestTable isShort requests={requests} clock={clock} hrefOf={(id) => links.request(ws, id)} />;
}

/** What requests call somebody by: the external id, else the name of an alias, else a device. */
export function identifierOf({ external_id, user_aliases, device_ids, braze_id }: User): string {
  return external_id ?? user_aliases[0]?.alias_name ?? device_ids[0] ?? braze_id;
}

/** Segments that are looked at. */
const segmentsMax = 1_000;

/** The segments that somebody is in, each asked for this one profile. */
export async function segmentsOf({ call, workspace, params }: Request): Promise<Child> {
  const ws = workspace.id;
  const { segments } = await call('listSegments', { params: { ws }, query: { limit: segmentsMax } });
  const looked = await Promise.all(
    segments.map(async (segment) => {
      const query = { braze_id: params.braze_id };
      const { matches } = await call('lookUpUser', { params: { ws, id: segment.id }, query });
      return { segment, matches };
    }),
  );
  const their = looked.filter(({ matches }) => matches);
  if (their.length === 0)
    return (
      <Empty>
        <p>In none of {segments.length}.</p>
      </Empty>
    );
  return (
    <ul class="rows">
      {their.map(({ segment }) => (
        <li>
          <a href={links.segment(ws, segment.id)}>
            <Name>{segment.name}</Name>
          </a>
        </li>
      ))}
    </ul>
  );
}
