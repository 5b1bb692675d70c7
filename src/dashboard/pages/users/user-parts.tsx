import type { Child } from 'hono/jsx';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Name } from '../../parts/text.js';

type Request = WorkspaceRequest<'/users/:braze_id'>;

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
  if (their.length === 0) return <p class="empty">In none of {segments.length}.</p>;
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
