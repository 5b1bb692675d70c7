import { links } from '../../links.js';
import { type ServerRequest, serverPage } from '../../page.js';
import { ActionButton } from '../../parts/form.js';
import { Badge } from '../../parts/text.js';
import { DecisionCard } from './decision-card.js';
import { AnswerCard, bodyText, oneText, ReplayButtons, ReplayCard, SentCard } from './request-cards.js';
import { Verdict } from './verdict.js';
import { idLine, statusText, verdictOf } from './words.js';

const path = '/requests/:id';
type Request = ServerRequest<typeof path>;

/** One request that no workspace could be found for. */
export const strayPage = serverPage({
  path,
  async view({ call, params, query }: Request) {
    const [entry, replay] = await Promise.all([
      call('getServerRequest', { params }),
      call('replayServerRequest', { params }),
    ]);
    const { word, tone } = verdictOf(entry);
    return {
      title: statusText(entry),
      trail: [
        { label: 'Workspaces', href: links.workspaces() },
        { label: 'Requests to no workspace', href: links.strayRequests() },
      ],
      marks: <Badge tone={tone}>{word}</Badge>,
      id: idLine(entry),
      sentence: <Verdict of={entry} />,
      buttons: (
        <>
          <ReplayButtons replay={replay} />
          <ActionButton action="delete" kind="danger">
            Delete
          </ActionButton>
        </>
      ),
      main: (
        <>
          <SentCard entry={entry} query={query} />
          <ReplayCard replay={replay} />
        </>
      ),
      side: (
        <>
          <AnswerCard entry={entry} />
          <DecisionCard entry={entry} />
        </>
      ),
    };
  },
  actions: {
    async delete({ call, params }: Request) {
      await call('deleteServerRequest', { params });
      return links.strayRequests();
    },
  },
  downloads: {
    async body({ call, params }: Request) {
      const entry = await call('getServerRequest', { params });
      return { filename: `request-${entry.id}.txt`, mediaType: 'text/plain', text: oneText(bodyText(entry)) };
    },
    async test({ call, params }: Request) {
      const { test } = await call('replayServerRequest', { params });
      return { filename: `request-${params.id}.test.ts`, mediaType: 'text/plain', text: oneText(test) };
    },
  },
});
