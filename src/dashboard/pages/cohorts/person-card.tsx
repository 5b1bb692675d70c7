import type { Child } from 'hono/jsx';
import type { Cohort, ExplainedMember } from '../../../client/api.js';
import { nameOf } from '../../../client/identity.js';
import { changedQuery, links } from '../../links.js';
import type { Tone } from '../../page.js';
import { Card } from '../../parts/card.js';
import { AskForm, SearchField } from '../../parts/form.js';
import { counted } from '../../parts/numbers.js';
import { Badge, Link, Name, withDot } from '../../parts/text.js';
import { At } from '../../parts/time.js';
import { whenFound } from '../../parts/when-found.js';
import { type CohortRequest, paramsOf } from './cohort-request.js';
import { IdentifierCode } from './identifier.js';
import { Kept } from './members-card.js';

/** Why somebody is in the cohort, or is not. */
export function PersonCard({ request, cohort }: { request: CohortRequest; cohort: Cohort }): Child {
  const { query, workspace, params } = request;
  const person = query.get('person') ?? '';
  return (
    <Card title="Why is this person in, or not in?" id="person">
      <AskForm>
        <Kept request={request} name="member" />
        <SearchField label="External id, label:name or device:id" name="person" value={person} button="Ask" />
      </AskForm>
      {person !== '' && <div class="answer">{whenFound(request, () => explain(request, cohort))}</div>}
      <p class="quiet">
        Several at once?{' '}
        <Link href={links.comparison(workspace.id, params.partner, params.cohort_id)}>Compare a list</Link>
      </p>
    </Card>
  );
}

/** The verdict, what to do, and the requests that named them. */
async function explain(request: CohortRequest, cohort: Cohort): Promise<Child> {
  const { call, query, workspace } = request;
  const id = query.get('person') ?? '';
  const its = await call('explainMember', { params: paramsOf(request), query: { id } });
  return (
    <>
      <p class="verdict">
        <strong>
          <Name>{nameOf(its.identifier)}</Name> is {its.member ? '' : 'not '}in <Name>{cohort.name}</Name>.
        </strong>{' '}
        {its.rule === 'no_such_user'
          ? `No user has this ${kindOf(its.identifier)}, and a cohort import never creates one.`
          : asSentence(its.message)}
      </p>
      <Advice of={its} />
      <p class="choices">
        {its.user !== null && (
          <Link href={links.user(workspace.id, its.user.braze_id)}>The user’s profile</Link>
        )}
        {its.similar !== undefined && (
          <a href={changedQuery(query, { person: nameOf(its.similar) })}>
            Ask about <IdentifierCode of={its.similar} />
          </a>
        )}
        {its.request_id !== undefined && (
          <Link href={links.request(workspace.id, its.request_id)}>The request that decided it</Link>
        )}
      </p>
      <Mentions request={request} of={its} />
    </>
  );
}

function kindOf(identifier: ExplainedMember['identifier']): string {
  if ('external_id' in identifier) return 'external id';
  return 'device_id' in identifier ? 'device' : 'alias';
}

function Advice({ of: { rule, similar, advice } }: { of: ExplainedMember }) {
  if (similar !== undefined) {
    return (
      <p class="quiet">
        A user has <IdentifierCode of={similar} />, which differs in case, spaces or the like. Send it exactly
        as the user has it.
      </p>
    );
  }
  if (rule === 'no_such_user') {
    return (
      <p class="quiet">
        Create the user first, for instance with <code>POST /users/track</code>, then sync again.
      </p>
    );
  }
  return advice === undefined ? null : <p class="quiet">{asSentence(advice)}</p>;
}

function Mentions({ request, of }: { request: CohortRequest; of: ExplainedMember }) {
  const { workspace, clock } = request;
  const { named, request_count } = of;
  if (request_count === 0) {
    return <p class="quiet">No request of the journal to this cohort names them.</p>;
  }
  const own = nameOf(of.identifier);
  return (
    <>
      <h3>
        {request_count > named.length
          ? `The last ${named.length} of ${counted(request_count, 'request')}`
          : 'Requests that name them'}
      </h3>
      <ul class="mentions">
        {named.map((its) => {
          const { text, badge, tone } = effectOf(its);
          return (
            <li id={`mention-${its.request_id}`}>
              <Link href={links.request(workspace.id, its.request_id)}>
                <At at={its.at} clock={clock} />
              </Link>
              <span>
                {its.asked === 'add' ? 'Sent to be added' : 'Sent to be removed'}
                {text !== '' && `, ${text}`} <Badge tone={tone}>{badge}</Badge>
                {nameOf(its.identifier) !== own && (
                  <>
                    {' '}
                    as <IdentifierCode of={its.identifier} />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function effectOf({ effect, status }: ExplainedMember['named'][number]): {
  text: string;
  badge: string;
  tone: Tone;
} {
  switch (effect) {
    case 'added':
      return { text: '', badge: 'in', tone: 'good' };
    case 'removed':
      return { text: '', badge: 'out', tone: 'left' };
    case 'removed_by_conflict':
      return { text: 'and removed in the same request', badge: 'out', tone: 'left' };
    case 'unknown':
      return { text: 'unknown', badge: 'no effect', tone: 'idle' };
    case 'skipped':
      return { text: 'the device of an identified user', badge: 'no effect', tone: 'idle' };
    case 'passed_over':
      return { text: 'before the cohort had a name', badge: 'no effect', tone: 'idle' };
    case 'held_back':
      return { text: 'and held back', badge: 'not yet', tone: 'idle' };
    case 'refused':
      return { text: 'refused', badge: status == null ? 'no answer' : String(status), tone: 'bad' };
  }
}

/** A message of the control API begins small and ends without a dot. */
export function asSentence(message: string): string {
  return withDot(message.charAt(0).toUpperCase() + message.slice(1));
}
