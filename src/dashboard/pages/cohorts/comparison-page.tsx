import { nameOf } from '../../../client/identity.js';
import { csvLine } from '../../../client/profile-csv.js';
import { idsOf } from '../../csv-ids.js';
import type { Form } from '../../form.js';
import { links } from '../../links.js';
import { type WorkspaceRequest, workspacePage } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionForm, Button, TextArea } from '../../parts/form.js';
import { ComparisonResult } from './comparison-result.js';

const path = '/cohorts/:partner/:cohort_id/compare';
type Request = WorkspaceRequest<typeof path>;

/** A list of identifiers against a cohort: who is in, who is not, and why. */
export const comparisonPage = workspacePage({
  path,
  section: 'cohorts',
  async view(request: Request) {
    const { call, workspace, params } = request;
    const cohort = await call('getCohort', { params: paramsOf(request) });
    const href = links.cohort(workspace.id, params.partner, params.cohort_id);
    return {
      title: 'Compare a list',
      trail: [
        { label: 'Cohorts', href: links.cohorts(workspace.id) },
        { label: cohort.name, href },
      ],
      id: `cohort_id ${cohort.cohort_id}`,
      sentence:
        'Paste what should be in the cohort, or choose a CSV file. It says who is in, who is not, and who only seems to be.',
      main: (
        <>
          <Card title="Identifiers">
            <Asking request={request} />
          </Card>
          {/* What was found stays when the page is drawn anew. */}
          <div id="comparison" class="column" hx-morph-skip="">
            {request.ready.get('comparison')}
          </div>
        </>
      ),
    };
  },
  actions: {
    async compare(request: Request, form) {
      const { ids, repeated } = await listIn(form);
      const found = await request.call('explainMembers', {
        params: paramsOf(request),
        body: { identifiers: ids },
      });
      return {
        ready: new Map([
          ['comparison', <ComparisonResult request={request} found={found} repeated={repeated} />],
        ]),
      };
    },
    async 'compare-csv'(request: Request, form) {
      const params = paramsOf(request);
      const { ids } = await listIn(form);
      const { members } = await request.call('explainMembers', { params, body: { identifiers: ids } });
      const lines = members.map(({ identifier, status, rule, message, advice = '' }) =>
        csvLine([nameOf(identifier), status, rule, message, advice]),
      );
      return {
        filename: `${params.cohort_id}-comparison.csv`,
        mediaType: 'text/csv',
        text: piecesOf([csvLine(['identifier', 'status', 'rule', 'message', 'advice']), ...lines]),
      };
    },
  },
});

function paramsOf({ workspace, params }: Request) {
  return { ws: workspace.id, partner: params.partner, cohort_id: params.cohort_id };
}

async function* piecesOf(lines: readonly string[]): AsyncGenerator<string> {
  for (let at = 0; at < lines.length; at += 1_000) yield lines.slice(at, at + 1_000).join('');
}

/** What was pasted and what the file has, each once. */
async function listIn(form: Form): Promise<{ ids: string[]; repeated: number }> {
  const all = [...idsOf(form.raw('ids')), ...idsOf((await form.file('file')) ?? '')];
  const ids = [...new Set(all)];
  return { ids, repeated: all.length - ids.length };
}

function Asking({ request }: { request: Request }) {
  const inPlace = {
    'hx-post': '',
    'hx-include': 'closest form',
    'hx-encoding': 'multipart/form-data',
    'hx-target': '#comparison',
    'hx-select': '#comparison',
    'hx-swap': 'outerHTML',
  };
  return (
    <ActionForm hasFile id="list">
      <TextArea
        label="One on a line: an external id, label:name of an alias, or device:id; at most 10,000"
        name="ids"
        request={request}
        rows={8}
        placeholder={'cust-1\nloyalty_id:L-77\ndevice:8f1c'}
      />
      <label>
        <span>Or a CSV file: its column external_id, user_id or id, otherwise the first</span>
        <input type="file" name="file" accept=".csv,.txt,text/csv,text/plain" />
      </label>
      <div class="buttons">
        <button type="submit" class="main" name="action" value="compare" {...inPlace}>
          Compare
        </button>
        <Button action="compare-csv">Result as CSV</Button>
      </div>
    </ActionForm>
  );
}
