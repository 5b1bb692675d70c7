import type { WorkspacePartner } from '../../../client/api.js';
import type { CallInput } from '../../../client/call.js';
import type { ServerRequest } from '../../page.js';
import { AskForm, Button, Select, TextField } from '../../parts/form.js';

export const resultsId = 'requests';

type Query = NonNullable<CallInput<'listRequests'>['query']>;

/** What became of a request, by the value in the address. */
const outcomes: Record<string, { label: string; query: Query }> = {
  accepted: { label: 'accepted', query: { decision: 'accepted' } },
  refused: { label: 'refused', query: { decision: 'refused' } },
  notes: { label: 'accepted with notes', query: { decision: 'accepted', has_notes: 'true' } },
  changed: { label: 'changed members', query: { has_changed: 'true' } },
  unchanged: { label: 'changed nobody', query: { decision: 'accepted', has_changed: 'false' } },
};

const routes = [
  '/partners/*/cohorts',
  '/partners/*/cohorts/users',
  '/users/**',
  '/segments/**',
  '/campaigns/**',
  '/canvas/**',
  '/messages/**',
];

const statuses: Record<string, string> = {
  '2xx': '2xx',
  '4xx': '4xx',
  429: '429 Too Many Requests',
  '5xx': '5xx',
};

/** Names of stretches of time until now, each in milliseconds. */
const stretches: Record<string, { label: string; ms: number }> = {
  '1m': { label: 'the last minute', ms: 60_000 },
  '10m': { label: 'the last 10 minutes', ms: 600_000 },
  '1h': { label: 'the last hour', ms: 3_600_000 },
  '1d': { label: 'the last day', ms: 86_400_000 },
};

/** What an address asks the journal for. @param now  On the clock of the workspace, for stretches until now. */
export function filterOf(query: URLSearchParams, now: string): Query {
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const outcome = given('outcome');
  const since = given('since');
  const stretch = since === undefined ? undefined : ownValue(stretches, since);
  return {
    route: given('route'),
    partner: given('partner'),
    cohort_id: given('cohort_id'),
    status: given('status'),
    text: given('text'),
    until: given('until'),
    since: stretch === undefined ? since : new Date(Date.parse(now) - stretch.ms).toISOString(),
    // Anything else is the name of a rule.
    ...(outcome !== undefined && (ownValue(outcomes, outcome)?.query ?? { decision: outcome })),
  };
}

/** Whether an address leaves requests out. */
export function isFiltered(query: URLSearchParams): boolean {
  return ['route', 'partner', 'cohort_id', 'status', 'text', 'until', 'since', 'outcome'].some((name) =>
    Boolean(query.get(name)),
  );
}

interface RequestFilterProps {
  request: Pick<ServerRequest, 'form' | 'query'>;
  /** Those that send something, or may. */
  partners: readonly WorkspacePartner[];
}

/** Asks for some of the requests as one types. */
export function RequestFilter({ request, partners }: RequestFilterProps) {
  const { query } = request;
  const given = (name: string) => query.get(name) ?? '';
  const select = (label: string, name: string, none: string, options: Record<string, string>) => (
    <Select
      label={label}
      name={name}
      request={request}
      value={given(name)}
      options={[{ value: '', label: none }, ...optionsWith(options, given(name))]}
    />
  );
  return (
    <AskForm results={resultsId}>
      <div class="grow">
        <TextField
          label="Text, identifier or X-Request-Id"
          name="text"
          type="search"
          request={request}
          value={given('text')}
        />
      </div>
      {select(
        'Outcome',
        'outcome',
        'any',
        mapped(outcomes, ({ label }) => label),
      )}
      {select('Status', 'status', 'any', statuses)}
      {select('Path', 'route', 'any', Object.fromEntries(routes.map((its) => [its, its])))}
      {select(
        'Partner',
        'partner',
        'any',
        Object.fromEntries(partners.map((its) => [its.partner, its.display_name])),
      )}
      <TextField label="Cohort id" name="cohort_id" request={request} value={given('cohort_id')} />
      {select(
        'Since',
        'since',
        'the beginning',
        mapped(stretches, ({ label }) => label),
      )}
      <div class="without-script">
        <Button>Filter</Button>
      </div>
    </AskForm>
  );
}

/** The options, and what an address has that is none of them. */
function optionsWith(options: Record<string, string>, value: string) {
  const all = value === '' || Object.hasOwn(options, value) ? options : { ...options, [value]: value };
  return Object.entries(all).map(([its, label]) => ({ value: its, label }));
}

function mapped<Its>(options: Record<string, Its>, labelOf: (its: Its) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([value, its]) => [value, labelOf(its)]));
}

function ownValue<Value>(values: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
