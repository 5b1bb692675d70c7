import { Card } from '../../parts/card.js';
import { ActionButton, ActionForm, Button, Select, TextField } from '../../parts/form.js';
import { Badge } from '../../parts/text.js';
import type { Actions, Request } from './controls-request.js';
import { isShifted } from './difference.js';

const minuteMs = 60_000;
const steps = [
  { label: '1 min', ms: minuteMs },
  { label: '1 h', ms: 60 * minuteMs },
  { label: '1 day', ms: 24 * 60 * minuteMs },
];
const units = [
  { value: '1000', label: 'seconds' },
  { value: String(minuteMs), label: 'minutes' },
  { value: String(60 * minuteMs), label: 'hours' },
  { value: String(24 * 60 * minuteMs), label: 'days' },
  { value: '1', label: 'milliseconds' },
];

/** The clock of the workspace, and what moves it. */
export function ClockCard({ request, serverNow }: { request: Request; serverNow: string }) {
  const { clock } = request;
  const shifted = isShifted(clock, serverNow);
  return (
    <Card title="Clock" id="clock" note="in UTC">
      <p class="verdict badges">
        <time datetime={clock.now} data-clock="">
          {clock.now.slice(0, 19).replace('T', ' ')}
        </time>
        {clock.frozen && <Badge tone="idle">frozen</Badge>}
        {shifted && <Badge tone="idle">not the server’s time</Badge>}
        {!clock.frozen && !shifted && <Badge>the server’s time</Badge>}
      </p>
      <p class="quiet">
        What falls due by a moved clock, such as a scheduled send, has happened when the page comes back.
      </p>
      <div class="buttons">
        {steps.map(({ label, ms }) => (
          <ActionButton
            action="advance"
            values={{ amount: String(ms), unit: '1' }}
            label={`Advance by ${label}`}
          >
            + {label}
          </ActionButton>
        ))}
        {clock.frozen ? (
          <ActionButton action="unfreeze">Let it run</ActionButton>
        ) : (
          <ActionButton action="freeze">Freeze</ActionButton>
        )}
        {(shifted || clock.frozen) && <ActionButton action="real-time">Back to real time</ActionButton>}
      </div>
      <MoveForms request={request} />
    </Card>
  );
}

function MoveForms({ request }: { request: Request }) {
  return (
    <>
      <ActionForm action="advance" layout="row">
        <TextField label="Advance by" name="amount" request={request} type="number" isRequired />
        <Select label="Unit" name="unit" request={request} options={units} value={String(minuteMs)} />
        <Button>Advance</Button>
      </ActionForm>
      <ActionForm action="set-clock" layout="row">
        <TextField
          label="Set to"
          name="now"
          request={request}
          value={request.clock.now.slice(0, 16)}
          type="datetime-local"
          isRequired
        />
        <Button>Set</Button>
      </ActionForm>
    </>
  );
}

export const clockActions: Actions = {
  async advance({ call, workspace }, form) {
    const ms = Math.round(form.number('amount') * Number(form.text('unit')));
    await call('advanceClock', { params: { ws: workspace.id }, body: { ms } });
    return undefined;
  },
  freeze: (request) => setClock(request, { frozen: true }),
  unfreeze: (request) => setClock(request, { frozen: false }),
  'set-clock': (request, form) => setClock(request, { now: form.text('now') }),
  async 'real-time'(request) {
    const { now } = await request.call('getInfo');
    return setClock(request, { now, frozen: false });
  },
};

async function setClock(
  { call, workspace }: Request,
  body: { now?: string; frozen?: boolean },
): Promise<undefined> {
  await call('setClock', { params: { ws: workspace.id }, body });
}
