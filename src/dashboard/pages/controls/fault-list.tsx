import type { Fault, NewFault } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import { Card } from '../../parts/card.js';
import { ActionButton } from '../../parts/form.js';
import { countText } from '../../parts/numbers.js';
import { Pager, Table } from '../../parts/table.js';
import { Badge, Empty, PathCode } from '../../parts/text.js';
import type { Actions, Request } from './controls-request.js';
import { effectText, everyRequest, matchText, presets } from './fault-effects.js';
import { newFaultOf } from './fault-form.js';

/** The faults that are planned, how often each has struck, and those that are made by one click. */
export function FaultList({
  request,
  faults,
  next,
}: {
  request: Request;
  faults: readonly Fault[];
  next: string | null;
}) {
  return (
    <Card
      title="Faults"
      id="faults"
      isFlush
      note={faults.length > 0 && <ActionButton action="end-all-faults">End all</ActionButton>}
    >
      <div class="presets">
        {presets.map(({ name, label }) => (
          <ActionButton action="preset-fault" values={{ preset: name }}>
            {label}
          </ActionButton>
        ))}
      </div>
      {faults.length === 0 ? (
        <Empty>
          <p>
            No fault: every request is answered as Braze would. A button above makes the next one go wrong.
          </p>
        </Empty>
      ) : (
        <FaultTable faults={faults} />
      )}
      <Pager query={request.query} next={next} name="faults" />
    </Card>
  );
}

function FaultTable({ faults }: { faults: readonly Fault[] }) {
  return (
    <Table
      caption="Planned faults"
      rows={faults}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Requests', cell: (fault) => <Matched fault={fault} /> },
        { title: 'What happens', cell: (fault) => <span class="what">{effectText(fault)}</span> },
        { title: 'Struck', isNumber: true, cell: ({ struck }) => countText(struck) },
        { title: 'Left', cell: ({ remaining }) => <Left remaining={remaining} /> },
        { title: 'Action', cell: (fault) => <FaultActions fault={fault} /> },
      ]}
    />
  );
}

function Matched({ fault }: { fault: Fault }) {
  const { skip, probability } = fault;
  const match = matchText(fault);
  const extras = [skip > 0 && `after ${countText(skip)}`, probability < 1 && `chance ${probability}`].filter(
    Boolean,
  );
  return (
    <>
      {match === everyRequest ? (
        match
      ) : (
        <span class="line">
          <PathCode max={80}>{match}</PathCode>
        </span>
      )}
      {extras.length > 0 && <small class="below">{extras.join(', ')}</small>}
    </>
  );
}

function Left({ remaining }: { remaining: number | null }) {
  if (remaining === 0) return <Badge>used up</Badge>;
  return <Badge tone="bad">{remaining === null ? 'without end' : `${countText(remaining)} more`}</Badge>;
}

function FaultActions({ fault }: { fault: Fault }) {
  const { id, effect } = fault;
  return (
    <span class="badges">
      {effect !== undefined && 'hold' in effect && (
        <ActionButton action="let-go" values={{ fault: id }} label={`Let go of what ${id} holds`}>
          Let go
        </ActionButton>
      )}
      <ActionButton action="end-fault" values={{ fault: id }} label={`End ${id}: ${effectText(fault)}`}>
        End
      </ActionButton>
    </span>
  );
}

export const faultActions: Actions = {
  async 'preset-fault'(request, form) {
    const preset = presets.find(({ name }) => name === form.text('preset'));
    if (preset === undefined) throw new EmulatorError('invalid_request', 'There is no such preset');
    return makeFault(request, preset.fault);
  },
  'make-fault': (request, form) => makeFault(request, newFaultOf(form)),
  async 'end-fault'({ call, workspace }, form) {
    await call('deleteFault', { params: { ws: workspace.id, id: form.text('fault') } });
    return undefined;
  },
  async 'end-all-faults'({ call, workspace }) {
    await call('deleteFaults', { params: { ws: workspace.id } });
    return undefined;
  },
  async 'let-go'({ call, workspace }, form) {
    await call('releaseHeldAnswers', { params: { ws: workspace.id, id: form.text('fault') } });
    return undefined;
  },
};

async function makeFault({ call, workspace }: Request, fault: NewFault): Promise<undefined> {
  await call('createFault', { params: { ws: workspace.id }, body: fault });
}
