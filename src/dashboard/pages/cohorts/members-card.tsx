import type { Cohort, Profile } from '../../../client/api.js';
import { changedQuery, links } from '../../links.js';
import { Card } from '../../parts/card.js';
import { AskForm, SearchField } from '../../parts/form.js';
import { Pager } from '../../parts/table.js';
import { Badge, Empty, Link } from '../../parts/text.js';
import { UserName } from '../../parts/user-name.js';
import { type CohortRequest, paramsOf } from './cohort-request.js';

const shownMax = 15;

/** Who is in, found by how an identifier begins. */
export async function MembersCard({ request, cohort }: { request: CohortRequest; cohort: Cohort }) {
  const { call, query, workspace } = request;
  const search = query.get('member') || undefined;
  const page = await call('listCohortMembers', {
    params: paramsOf(request),
    query: { search, limit: shownMax, cursor: query.get('members') || undefined },
  });
  const isEmpty = page.members.length === 0;
  return (
    <Card
      title="Members"
      id="members-card"
      isFlush
      note={cohort.member_count > 0 && <a href={changedQuery(query, { download: 'members' })}>CSV</a>}
    >
      {cohort.member_count > 0 && (
        <div class="filters">
          <AskForm results="members">
            <Kept request={request} name="person" />
            <SearchField label="An identifier begins with" name="member" value={search} />
          </AskForm>
        </div>
      )}
      <div id="members">
        {isEmpty && <Nobody search={search} isMore={page.next_cursor !== null} />}
        {!isEmpty && (
          <ul class="rows">
            {page.members.map((profile) => (
              <Member profile={profile} href={links.user(workspace.id, profile.braze_id)} />
            ))}
          </ul>
        )}
        <Pager query={query} next={page.next_cursor} name="members" />
      </div>
    </Card>
  );
}

/** What another form of the page asked for stays in its address. */
export function Kept({ request: { query }, name }: { request: CohortRequest; name: string }) {
  const value = query.get(name);
  return value === null ? null : <input type="hidden" name={name} value={value} />;
}

function Member({ profile, href }: { profile: Profile; href: string }) {
  return (
    <li id={`member-${profile.braze_id}`}>
      <Link href={href}>
        <UserName of={profile} />
      </Link>
      {profile.external_id === null && <Badge>anonymous</Badge>}
    </li>
  );
}

function Nobody({ search, isMore }: { search: string | undefined; isMore: boolean }) {
  if (search === undefined) {
    return (
      <Empty>
        <p>
          Nobody is in. The connector adds users with cohort_changes; those whom nobody knows are not added.
        </p>
      </Empty>
    );
  }
  return (
    <Empty>
      <p>
        {isMore
          ? 'None of the first users with such an identifier is in. The next page looks further.'
          : 'No member has an identifier that begins so. Letter case and spaces count.'}
      </p>
    </Empty>
  );
}
