import type { Behaviour } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import { Card } from '../../parts/card.js';
import { ActionButton, ActionForm, Button } from '../../parts/form.js';
import { Badge, Code } from '../../parts/text.js';
import type { Actions, Request } from './controls-request.js';
import { behaviourSwitches, isAtDefault, rateLimits, type Switch, switches, valueLike } from './switches.js';

/** Where Braze's behaviour is open: what holds here, what is different from the default, and the way back. */
export function SwitchCards({ request }: { request: Request }) {
  const { behaviour } = request.workspace;
  const differs = (rows: readonly Switch[]) => rows.some((its) => !isAtDefault(its, behaviour));
  return (
    <>
      <Card
        title="Behaviour"
        id="behaviour"
        isFlush
        note={differs(behaviourSwitches) ? 'changed' : 'at the default'}
      >
        <details class="fold" open={differs(behaviourSwitches)}>
          <summary>{behaviourSwitches.length} switches; the default comes first</summary>
          <SwitchList rows={behaviourSwitches} behaviour={behaviour} />
        </details>
      </Card>
      <Card
        title="Rate limits"
        id="rate-limits"
        isFlush
        note={differs(rateLimits) ? 'changed' : 'as documented'}
      >
        <details class="fold" open={differs(rateLimits)}>
          <summary>How many requests each limit allows</summary>
          <SwitchList rows={rateLimits} behaviour={behaviour} />
        </details>
      </Card>
    </>
  );
}

function SwitchList({ rows, behaviour }: { rows: readonly Switch[]; behaviour: Behaviour }) {
  return (
    <ul class="rows">
      {rows.map((its) => (
        <li id={`switch-${its.name}`}>
          <span class="switch-name">
            <Code>{its.name}</Code> {!isAtDefault(its, behaviour) && <Badge tone="idle">changed</Badge>}
            <br />
            <small>{its.decides}</small>
          </span>
          <span class="switch-value">
            <SwitchForm of={its} value={String(its.now(behaviour))} />
            {!isAtDefault(its, behaviour) && (
              <ActionButton
                action="default-switch"
                values={{ switch: its.name }}
                label={`Back to ${its.byDefault}: ${its.name}`}
              >
                Back to {String(its.byDefault)}
              </ActionButton>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function SwitchForm({ of: { name, values }, value }: { of: Switch; value: string }) {
  return (
    <ActionForm action="set-switch" values={{ switch: name }} layout="row">
      {values === undefined ? (
        <input type="number" name="value" value={value} aria-label={name} required class="short" />
      ) : (
        <select name="value" aria-label={name} class="switch">
          {values.map((its) => (
            <option value={String(its.value)} selected={String(its.value) === value}>
              {its.label}
            </option>
          ))}
        </select>
      )}
      <Button label={`Set ${name}`}>Set</Button>
    </ActionForm>
  );
}

export const switchActions: Actions = {
  'set-switch'(request, form) {
    const its = switchOf(form.text('switch'));
    return setSwitch(request, its.change(valueLike(its.byDefault, form.text('value'))));
  },
  'default-switch'(request, form) {
    const its = switchOf(form.text('switch'));
    return setSwitch(request, its.change(its.byDefault));
  },
};

function switchOf(name: string): Switch {
  const its = switches.find((one) => one.name === name);
  if (its === undefined) throw new EmulatorError('invalid_request', 'There is no such switch');
  return its;
}

async function setSwitch({ call, workspace }: Request, behaviour: object): Promise<undefined> {
  await call('updateWorkspace', { params: { ws: workspace.id }, body: { behaviour } });
}
