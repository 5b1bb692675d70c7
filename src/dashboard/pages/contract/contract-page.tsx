import type { ContractReport } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import { links, withQuery } from '../../links.js';
import { type Download, type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { Later } from '../../parts/later.js';
import { counted } from '../../parts/numbers.js';
import { BrokenRules, OtherRules } from './rules.js';

/** So many requests are judged before the page is there; more of them when it is. */
const atOnceMax = 300;

/** How the connector keeps to Braze's contract, by all requests of the journal. */
export const contractPage = workspacePage({
  path: '/contract',
  section: 'requests',
  async view(request: WorkspaceRequest) {
    const { workspace, counts, query } = request;
    const isDocumented = isOnlyDocumented(query);
    const href = links.contract(workspace.id);
    const fileHref = (download: string) =>
      withQuery(href, { documented: query.get('documented') ?? '', download });
    return {
      title: 'Contract report',
      trail: [{ label: 'Requests', href: links.requests(workspace.id) }],
      sentence:
        'Does the connector keep to what Braze asks of it, and to what it needs on a bad day? All requests of the journal are judged.',
      buttons: (
        <>
          <a class="button" href={isDocumented ? href : withQuery(href, { documented: 'true' })}>
            {isDocumented ? 'Judge by all rules' : 'Judge by documented rules alone'}
          </a>
          <a class="button" href={fileHref('json')}>
            JSON
          </a>
          <a class="button" href={fileHref('junit')}>
            JUnit
          </a>
          <a class="button" href={fileHref('html')}>
            HTML
          </a>
        </>
      ),
      main:
        counts.requests <= atOnceMax ? (
          await drawn(request)
        ) : (
          <Later request={request} part="report" label={`Judge ${counted(counts.requests, 'request')}`} />
        ),
    };
  },
  parts: {
    report: (request) => drawn(request),
  },
  downloads: {
    json: async (request) => {
      const report = await judged(request);
      return file(request, 'json', 'application/json', `${JSON.stringify(report, null, 2)}\n`);
    },
    junit: async (request) => file(request, 'xml', 'application/xml', await written(request, 'junit')),
    html: async (request) => file(request, 'html', 'text/html', await written(request, 'html')),
  },
});

function isOnlyDocumented(query: URLSearchParams): boolean {
  return query.get('documented') === 'true';
}

function judged({ call, workspace, query }: WorkspaceRequest): Promise<ContractReport> {
  return call('judgeContract', {
    params: { ws: workspace.id },
    body: { version: 1, documented: isOnlyDocumented(query) },
  });
}

/** The same in another form, as the control API writes it. */
async function written(
  { call, workspace, query }: WorkspaceRequest,
  format: 'junit' | 'html',
): Promise<string> {
  const answer: unknown = await call('judgeContract', {
    params: { ws: workspace.id },
    query: { format },
    body: { version: 1, documented: isOnlyDocumented(query) },
  });
  return answer instanceof Response ? answer.text() : '';
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function file({ workspace }: WorkspaceRequest, ending: string, mediaType: string, text: string): Download {
  return { filename: `contract-${workspace.name}.${ending}`, mediaType, text: once(text) };
}

async function drawn(request: WorkspaceRequest) {
  const { workspace } = request;
  try {
    const { rules, verdict, request_count } = await judged(request);
    const of = (wanted: string) => rules.filter((rule) => rule.verdict === wanted);
    return (
      <>
        <p class="verdict">{verdictText(verdict, of('broken').length, request_count)}</p>
        <BrokenRules rules={of('broken')} ws={workspace.id} />
        <OtherRules title="Kept" rules={of('passed')} none="No rule was kept." />
        <OtherRules title="Not judged" rules={of('not_judged')} none="Every rule had something to judge." />
      </>
    );
  } catch (error) {
    if (!(error instanceof EmulatorError && error.code === 'journal_incomplete')) throw error;
    return (
      <Card title="Not judged">
        <p>{error.message}.</p>
        <p>
          Nothing can be said of all requests then.{' '}
          <a href={links.requests(workspace.id)}>Delete all requests</a>, and run the connector again.
        </p>
      </Card>
    );
  }
}

function verdictText(verdict: ContractReport['verdict'], broken: number, requests: number): string {
  const of = `${counted(requests, 'request')} judged`;
  if (verdict === 'not_judged') return `${of}. No rule had anything to judge: send a cohort first.`;
  if (broken === 0) return `${of}. No rule was broken.`;
  return `${of}. ${counted(broken, 'rule')} ${broken === 1 ? 'was' : 'were'} broken${verdict === 'broken' ? '' : ', none of severity error'}.`;
}
