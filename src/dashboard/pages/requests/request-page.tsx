import type { JournalEntry, NewFault } from '../../../client/api.js';
import { links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { Badge, Code } from '../../parts/text.js';
import { DecisionCard } from './decision-card.js';
import { IdentifiersCard } from './identifiers-card.js';
import { AnswerCard, bodyText, oneText, ReplayButtons, ReplayCard, SentCard } from './request-cards.js';
import { Verdict } from './verdict.js';
import { bare, idLine, statusText, verdictOf } from './words.js';

const path = '/requests/:id';
type Request = WorkspaceRequest<typeof path>;

/** What was decided about a request, and where in it. */
export const requestPage = workspacePage({
  path,
  section: 'requests',
  async view(request: Request) {
    const { call, workspace, query } = request;
    const [entry, replay] = await Promise.all([
      call('getRequest', { params: paramsOf(request) }),
      call('replayRequest', { params: paramsOf(request) }),
    ]);
    const { word, tone } = verdictOf(entry);
    const isWhole = query.get('body') === 'all';
    return {
      title: statusText(entry),
      trail: [
        { label: 'Requests', href: links.requests(workspace.id) },
        { label: entry.at.slice(11, 23), href: links.request(workspace.id, entry.id) },
      ],
      marks: <Badge tone={tone}>{word}</Badge>,
      id: idLine(entry),
      sentence: <Verdict of={entry} />,
      buttons: (
        <>
          <ReplayButtons replay={replay} />
          {faultOf(entry) !== undefined && <ActionButton action="make-fault">Make it a fault</ActionButton>}
          <ActionButton action="delete" kind="danger">
            Delete
          </ActionButton>
        </>
      ),
      main: (
        <>
          <IdentifiersCard entry={entry} ws={workspace.id} isWhole={isWhole} />
          <SentCard entry={entry} query={query} />
          <ReplayCard replay={replay} />
        </>
      ),
      side: (
        <>
          <AnswerCard entry={entry} />
          <DecisionCard entry={entry} workspace={isKeyRefused(entry) ? undefined : workspace.name} />
          <AboutCard entry={entry} ws={workspace.id} />
        </>
      ),
    };
  },
  actions: {
    async 'make-fault'(request: Request) {
      const entry = await request.call('getRequest', { params: paramsOf(request) });
      await request.call('createFault', { params: { ws: request.workspace.id }, body: faultOf(entry) ?? {} });
      return links.controls(request.workspace.id);
    },
    async delete(request: Request) {
      await request.call('deleteRequest', { params: paramsOf(request) });
      return links.requests(request.workspace.id);
    },
  },
  downloads: {
    async body(request: Request) {
      const entry = await request.call('getRequest', { params: paramsOf(request) });
      const isText = typeof entry.request.body === 'string';
      return {
        filename: `request-${entry.id}.${isText ? 'txt' : 'json'}`,
        mediaType: isText ? 'text/plain' : 'application/json',
        text: oneText(bodyText(entry)),
      };
    },
    async test(request: Request) {
      const { test } = await request.call('replayRequest', { params: paramsOf(request) });
      return {
        filename: `request-${request.params.id}.test.ts`,
        mediaType: 'text/plain',
        text: oneText(test),
      };
    },
  },
});

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, id: params.id };
}

function isKeyRefused({ response }: JournalEntry): boolean {
  return response?.status === 401;
}

/** A fault that gives the next such request the same answer; nothing for one that had none. */
function faultOf({
  method,
  path: its,
  partner,
  cohort_id,
  response,
  fault,
}: JournalEntry): NewFault | undefined {
  const effect = fault?.effect ?? (response === null ? undefined : plantedAnswer(response));
  if (effect === undefined || (method !== 'GET' && method !== 'POST')) return undefined;
  return {
    match: {
      method,
      route: bare(its),
      ...(partner !== null && { partner }),
      ...(cohort_id !== null && { cohort_id }),
    },
    effect: effect as NewFault['effect'],
    times: 1,
  };
}

/** A longer body is not planted. In characters. */
const plantedMax = 8 * 1024;

/** Braze's own words for it are those of the answer. */
function plantedAnswer({ status, body }: NonNullable<JournalEntry['response']>) {
  const isPlanted = body !== null && JSON.stringify(body).length <= plantedMax;
  return isPlanted ? { status, body } : { status };
}

/** Where to look on: the cohort, the sync, the users. */
function AboutCard({ entry: { partner, cohort_id, id, outcome }, ws }: { entry: JournalEntry; ws: string }) {
  if (partner === null) return null;
  return (
    <Card title="What it is about" isFlush>
      <ul class="rows">
        {cohort_id !== null && (
          <li>
            <span>Cohort</span>
            <a href={links.cohort(ws, partner, cohort_id)}>
              <Code max={28}>{cohort_id}</Code>
            </a>
          </li>
        )}
        {cohort_id !== null && outcome !== null && (
          <li>
            <span>Sync</span>
            <a href={links.sync(ws, partner, cohort_id, id)}>the requests around it</a>
          </li>
        )}
        <li>
          <span>Partner</span>
          <a href={links.partner(ws, partner)}>
            <Code max={28}>{partner}</Code>
          </a>
        </li>
      </ul>
    </Card>
  );
}
