import type { AnswerOf } from '../../../client/call.js';
import { EmulatorError } from '../../../domain/errors.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { AskForm, Button, TextField } from '../../parts/form.js';
import { Badge, Name } from '../../parts/text.js';

type Request = Pick<WorkspaceRequest, 'call' | 'workspace' | 'query'>;

/** Who is looked up, and how they fare; nothing found means that nobody has the id. */
interface Lookup {
  who: string;
  found?: AnswerOf<'lookUpUser'>;
}

/** Whether somebody is in a segment, with each criterion named as met or not. Who it is stands in the address. */
export function UserLookup({ lookup }: { lookup: Lookup }) {
  const { who } = lookup;
  return (
    <Card title="User Lookup">
      <AskForm results="lookup">
        <TextField
          label="External ID or Braze ID"
          name="who"
          type="search"
          request={{}}
          value={who}
          placeholder="cust-404"
          isCode
        />
        <Button>Look up</Button>
      </AskForm>
      <div id="lookup" class="lookup">
        {who === '' ? (
          <p class="quiet">Say whom you miss: each filter is named as met or not.</p>
        ) : (
          <Verdict lookup={lookup} />
        )}
      </div>
    </Card>
  );
}

function Verdict({ lookup: { who, found } }: { lookup: Lookup }) {
  if (found === undefined) {
    return (
      <p class="verdict" role="status">
        <strong>
          <Name>{who}</Name> is nobody here.
        </strong>{' '}
        No profile has this external ID or Braze ID, so no segment can have it in it.
      </p>
    );
  }
  return (
    <>
      <p class="verdict" role="status">
        <strong>
          <Name>{who}</Name>{' '}
          {found.matches
            ? 'matches all of the segments, filters, and apps.'
            : 'does not match the following targeting criteria.'}
        </strong>
      </p>
      {found.criteria.length === 0 && <p>The segment has no criteria: everyone is in it.</p>}
      <ul class="criteria">
        {found.criteria.map(({ path, description, met }) => (
          <li id={`criterion-${path.replaceAll(/\W+/g, '-')}`}>
            <Badge tone={met ? 'good' : 'bad'}>{met ? 'met' : 'not met'}</Badge> <bdi>{description}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Looks up whom the address names. */
export async function lookUp({ call, workspace, query }: Request, id: string): Promise<Lookup> {
  const who = query.get('who')?.trim() ?? '';
  if (who === '') return { who };
  const params = { ws: workspace.id, id };
  for (const criterion of [{ external_id: who }, { braze_id: who }]) {
    try {
      return { who, found: await call('lookUpUser', { params, query: criterion }) };
    } catch (error) {
      if (!(error instanceof EmulatorError) || error.code !== 'user_not_found') throw error;
    }
  }
  return { who };
}
