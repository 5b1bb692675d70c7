import { EmulatorError } from '../../../domain/errors.js';
import type { Form } from '../../form.js';
import type { ServerRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { ActionForm, Button, TextArea } from '../../parts/form.js';
import type { Either, Kind } from './kinds.js';

interface SendProps {
  request: Pick<ServerRequest, 'form'>;
  kind: Kind;
  its: Either;
}

/** Triggers a send: to everybody in the audience, or to those who are named. */
export function SendByHand({ request, kind, its }: SendProps) {
  const properties = kind.name === 'canvas' ? 'Context' : 'Trigger properties';
  return (
    <Card title="Send by hand">
      {!(its.enabled && !its.archived && !its.draft) && (
        <p>It is not active, so nobody receives it: the send says so.</p>
      )}
      <ActionForm action="send">
        <TextArea
          label="Recipients: external IDs, one a line"
          name="recipients"
          request={request}
          rows={3}
          placeholder="cust-1"
          hint="Empty for everybody in the audience. Who is named and outside of it is dropped."
        />
        <TextArea
          label={`${properties} as JSON`}
          name="properties"
          request={request}
          rows={2}
          placeholder='{"coupon": "SPRING"}'
        />
        <Button kind="main">Send</Button>
      </ActionForm>
    </Card>
  );
}

/** What the form says. @throws EmulatorError `invalid_request` for what is no JSON object. */
export function sendOfForm(form: Form) {
  const ids = form
    .raw('recipients')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    recipients: ids.length === 0 ? undefined : ids.map((id) => ({ external_user_id: id })),
    properties: propertiesOf(form.text('properties')),
  };
}

function propertiesOf(text: string): Record<string, unknown> | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EmulatorError('invalid_request', `The properties are not JSON: ${(error as Error).message}`);
  }
}
