import type { JournalEntry } from '../../../client/api.js';
import type { AnswerOf } from '../../../client/call.js';
import { changedQuery } from '../../links.js';
import type { ServerRequest } from '../../page.js';
import { Card, Pairs } from '../../parts/card.js';
import { countText } from '../../parts/numbers.js';
import { Badge, CommandLine, CopyButton } from '../../parts/text.js';
import { BodyView, type ShownNote } from './body/body-view.js';
import { notesOf, statusTone } from './words.js';

/** A longer text is a file to take, and not on the page. */
const copiedMax = 32 * 1024;

export type Replay = AnswerOf<'replayRequest'>;

/** What was sent, with notes under the lines they are about. */
export function SentCard({ entry, query }: { entry: JournalEntry; query: ServerRequest['query'] }) {
  const { body, headers } = entry.request;
  const size = headers['content-length'];
  return (
    <Card
      title="Request"
      isFlush
      note={`${size === undefined ? '' : `${countText(Number(size))} bytes · `}keys hidden`}
    >
      <BodyView
        body={body}
        label="Body of the request"
        notes={shownNotes(entry)}
        isWhole={query.get('body') === 'all'}
        wholeHref={changedQuery(query, { body: 'all' })}
        fileHref={changedQuery(query, { download: 'body' })}
      />
      <HeaderList headers={headers} />
    </Card>
  );
}

function shownNotes(entry: JournalEntry): ShownNote[] {
  const { decision } = entry;
  const others = notesOf(entry).map((note): ShownNote => ({ ...note, tone: 'idle' }));
  return decision.kind === 'refused' ? [{ ...decision, tone: 'bad' }, ...others] : others;
}

function HeaderList({ headers }: { headers: Record<string, string> }) {
  const pairs = Object.entries(headers).map(
    ([name, value]) => [<code>{name}</code>, <code>{value}</code>] as const,
  );
  return pairs.length === 0 ? null : (
    <details class="headers">
      <summary>{pairs.length} headers</summary>
      <Pairs pairs={pairs} areHeaders />
    </details>
  );
}

/** Headers of an answer that a connector should look at. */
const toldHeaders = /^(content-type|location|retry-after|x-ratelimit-.*)$/;

/** What was answered. */
export function AnswerCard({ entry }: { entry: JournalEntry }) {
  const { response } = entry;
  if (response === null) {
    return (
      <Card title="Answer">
        <p class="quiet">No answer, or not a whole one, went out.</p>
      </Card>
    );
  }
  const headers = Object.entries(response.headers).filter(([name]) => toldHeaders.test(name));
  return (
    <Card title="Answer" isFlush note={<Badge tone={statusTone(entry)}>{response.status}</Badge>}>
      <BodyView body={response.body} label="Body of the answer" isPlain />
      {headers.length > 0 && (
        <Pairs
          areHeaders
          pairs={headers.map(([name, value]) => [
            <code>{name}</code>,
            value === '' ? <span class="quiet">empty</span> : <code>{value}</code>,
          ])}
        />
      )}
    </Card>
  );
}

/** Buttons that copy it; what is too long for a button is a file. */
export function ReplayButtons({ replay: { curl, test } }: { replay: Replay }) {
  return (
    <>
      <CopyButton text={curl} label="Copy as curl" isMain />
      {test.length > copiedMax ? (
        <a class="button" href="?download=test">
          Take as test
        </a>
      ) : (
        <CopyButton text={test} label="Copy as test" />
      )}
    </>
  );
}

/** The same to read. */
export function ReplayCard({ replay: { curl, test } }: { replay: Replay }) {
  return (
    <Card title="Send it again">
      <details>
        <summary>As curl</summary>
        <p class="quiet">
          The keys are those of <code>$BRAZE_PARTNER_API_KEY</code>, <code>$BRAZE_DATA_IMPORT_KEY</code> and{' '}
          <code>$BRAZE_REST_API_KEY</code>, the address that of <code>$BRAZE_REST_ENDPOINT</code>.
        </p>
        <CommandLine>{curl}</CommandLine>
      </details>
      <details>
        <summary>As a test of the kit</summary>
        {test.length > copiedMax ? (
          <a href="?download=test">Take the file</a>
        ) : (
          <CommandLine>{test}</CommandLine>
        )}
      </details>
    </Card>
  );
}

/** Files of a request: its body, and a test that sends it. */
export async function* oneText(text: string): AsyncGenerator<string> {
  yield text;
}

export function bodyText({ request: { body } }: JournalEntry): string {
  return typeof body === 'string' ? body : `${JSON.stringify(body, null, 2)}\n`;
}
