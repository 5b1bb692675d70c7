import type { NewFault } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import type { Form } from '../../form.js';
import { Card } from '../../parts/card.js';
import { ActionForm, Button, Select, TextArea, TextField } from '../../parts/form.js';
import { optionalNumber, type Request } from './controls-request.js';
import { effectChoices } from './fault-effects.js';

const anything = { value: '', label: 'any' };

/** A fault with all that it can have. The address may fill in which requests it is for. */
export function FaultForm({ request }: { request: Request }) {
  const { query, workspace, form } = request;
  const asked = (name: string) => query.get(name) ?? '';
  const partners = workspace.partners.map(({ partner, display_name: label }) => ({ value: partner, label }));
  const isAsked = ['route', 'method', 'partner', 'cohort_id'].some((name) => query.has(name));
  return (
    <Card title="Make a fault" id="make-fault">
      <details open={isAsked || form?.text('action') === 'make-fault'}>
        <summary>Choose which requests, what happens and how often</summary>
        <ActionForm action="make-fault">
          <div class="pair">
            <TextField
              label="Path"
              name="route"
              request={request}
              value={asked('route')}
              placeholder="/partners/*/cohorts/users"
              isCode
              hint="* is one segment, a last ** any rest; empty is every path."
            />
            <Select
              label="Method"
              name="method"
              request={request}
              value={asked('method')}
              options={[anything, { value: 'POST', label: 'POST' }, { value: 'GET', label: 'GET' }]}
            />
            <Select
              label="Partner"
              name="partner"
              request={request}
              value={asked('partner')}
              options={[anything, ...partners]}
            />
            <TextField
              label="Cohort id"
              name="cohort_id"
              request={request}
              value={asked('cohort_id')}
              isCode
            />
          </div>
          <Effect request={request} />
          <div class="pair">
            <TextField
              label="Times"
              name="times"
              request={request}
              value="1"
              type="number"
              hint="How many it strikes; empty is without end."
            />
            <TextField
              label="Skip"
              name="skip"
              request={request}
              value="0"
              type="number"
              hint="So many pass first."
            />
            <TextField
              label="Chance"
              name="probability"
              request={request}
              value="1"
              hint="Of each to be struck, from 0 to 1."
            />
          </div>
          <Button kind="main">Make the fault</Button>
        </ActionForm>
      </details>
    </Card>
  );
}

function Effect({ request }: { request: Request }) {
  return (
    <>
      <div class="pair">
        <Select label="What happens to a request" name="effect" request={request} options={effectChoices} />
        <TextField
          label="Milliseconds"
          name="ms"
          request={request}
          type="number"
          hint="Of what waits or is late, on the clock of the workspace; empty is 5,000."
        />
        <TextField
          label="Retry after seconds"
          name="retry_after_s"
          request={request}
          type="number"
          hint="Of a 429; empty is the end of the window."
        />
      </div>
      <TextArea
        label="Or the effect in full, as JSON"
        name="effect_json"
        request={request}
        rows={3}
        placeholder='{"status":502,"body":"<html>…</html>","content_type":"text/html"}'
        hint="As POST …/faults takes it; an array is a sequence, in which null lets a request pass."
      />
    </>
  );
}

/** The fault that the form asks for. @throws EmulatorError `invalid_request` for an effect that is no JSON. */
export function newFaultOf(form: Form): NewFault {
  return {
    match: {
      route: form.optional('route'),
      method: form.optional('method') as 'GET' | 'POST' | undefined,
      partner: form.optional('partner'),
      cohort_id: form.optional('cohort_id'),
    },
    ...effectOf(form),
    times: optionalNumber(form, 'times'),
    skip: optionalNumber(form, 'skip'),
    probability: optionalNumber(form, 'probability'),
  };
}

function effectOf(form: Form): Pick<NewFault, 'effect' | 'sequence'> {
  const text = form.text('effect_json');
  if (text !== '') {
    const written = parsed(text);
    return Array.isArray(written) ? { sequence: written } : { effect: written as NewFault['effect'] };
  }
  const choice = effectChoices.find(({ value }) => value === form.text('effect'));
  const effect = choice?.make(optionalNumber(form, 'ms'));
  const retryAfterS = optionalNumber(form, 'retry_after_s');
  return { effect: retryAfterS === undefined ? effect : { ...effect, retry_after_s: retryAfterS } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new EmulatorError('invalid_request', `The effect is no JSON: ${reason}`, { path: 'effect' });
  }
}
