import type { Body, Fact, Section, ServerRequest, Title, View, WorkspaceRequest } from '../page.js';
import { cutText, Name, withDot } from '../parts/text.js';
import { whenFound } from '../parts/when-found.js';
import { Document, Pause, StyleBelow } from './document.js';
import { Rail, ServerRail } from './rail.js';

/** Longer titles are cut in the middle: names may have thousands of characters. */
const titleMax = 120;

/** A page of a workspace: the rail beside it, and the page. */
export function WorkspaceLayout({
  request,
  section,
  view,
  refusal,
}: {
  request: WorkspaceRequest;
  section: Section;
  view: View;
  refusal?: string;
}) {
  const { workspace, counts, clock } = request;
  return (
    <Document
      title={`${cutText(view.title)} · ${cutText(workspace.name)}`}
      now={clock.now}
      isFrozen={clock.frozen}
      changes={request.changes}
      requests={counts.requests}
    >
      <SkipLink />
      <Rail workspace={workspace} counts={counts} clock={clock} section={section} />
      <Page request={request} view={view} refusal={refusal} />
    </Document>
  );
}

/** A page of the server as a whole. */
export function ServerLayout({
  request,
  path,
  view,
  refusal,
}: {
  request: ServerRequest;
  path: string;
  view: View;
  refusal?: string;
}) {
  return (
    <Document
      title={`${cutText(view.title)} · Cohort emulator`}
      now={request.clock.now}
      changes={request.changes}
    >
      <SkipLink />
      <ServerRail path={path} />
      <Page request={request} view={view} refusal={refusal} />
    </Document>
  );
}

function SkipLink() {
  return (
    <a class="skip" href="#page">
      To the page
    </a>
  );
}

function Page({ request, view, refusal }: { request: ServerRequest; view: View; refusal?: string }) {
  return (
    <main id="page" tabindex={-1}>
      <div id="news" role="status" />
      {view.trail && <Trail trail={view.trail} />}
      <div class="title">
        <h1>
          <Name max={titleMax}>{view.title}</Name>
        </h1>
        {view.marks}
      </div>
      {view.id && <p class="page-id">{view.id}</p>}
      <StyleBelow />
      <Pause />
      {refusal !== undefined && (
        <p class="alert" role="alert">
          <strong>Nothing was changed.</strong> {withDot(refusal)}
        </p>
      )}
      {'find' in view ? (
        whenFound(request, async () => <Below {...(await view.find())} />)
      ) : (
        <Below {...view} />
      )}
    </main>
  );
}

function Below({ sentence, banner, buttons, facts, main, side }: Body) {
  return (
    <>
      {sentence && <p class="sentence">{sentence}</p>}
      {banner}
      {buttons && <div class="buttons">{buttons}</div>}
      {facts && <Facts facts={facts} />}
      <div class={side === undefined ? 'columns one' : 'columns'}>
        <div class="column">{main}</div>
        {side !== undefined && <div class="column">{side}</div>}
      </div>
    </>
  );
}

function Trail({ trail }: { trail: NonNullable<Title['trail']> }) {
  return (
    <nav class="trail" aria-label="Breadcrumb">
      <ol>
        {trail.map(({ label, href }) => (
          <li>
            <a href={href}>
              <Name>{label}</Name>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ value, label, tone = 'plain', href }) => (
        <div class={tone}>
          <dt>{label}</dt>
          <dd>{href === undefined ? value : <a href={href}>{value}</a>}</dd>
        </div>
      ))}
    </dl>
  );
}
