import type { Profile } from '../../../client/api.js';
import { links } from '../../links.js';
import type { WorkspaceRequest } from '../../page.js';
import { Pager, Table } from '../../parts/table.js';
import { Badge, Code, Empty } from '../../parts/text.js';

interface MembersProps {
  request: Pick<WorkspaceRequest, 'workspace' | 'query'>;
  caption: string;
  members: readonly Profile[];
  next_cursor: string | null;
}

/** Profiles of a selection, a page of them. */
export function MembersTable({ request, caption, members, next_cursor }: MembersProps) {
  const query = new URLSearchParams(request.query);
  query.delete('part');
  if (members.length === 0) {
    return (
      <Empty>
        <p>Nobody is in it now. The User Lookup says why somebody is not.</p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={caption}
        rows={members}
        keyOf={({ braze_id }) => braze_id}
        columns={[
          {
            title: 'User',
            cell: (profile) => (
              <a href={links.user(request.workspace.id, profile.braze_id)}>
                <WhoIs profile={profile} />
              </a>
            ),
          },
          { title: 'Braze ID', cell: ({ braze_id }) => <Code>{braze_id}</Code> },
        ]}
      />
      <Pager query={query} next={next_cursor} />
    </>
  );
}

/** A profile by the identifier that people know it by. */
export function WhoIs({
  profile,
}: {
  profile: Pick<Profile, 'external_id' | 'user_aliases' | 'device_ids'>;
}) {
  const { external_id, user_aliases, device_ids } = profile;
  const [alias] = user_aliases;
  if (external_id !== null) return <Code>{external_id}</Code>;
  const text =
    alias === undefined ? `device:${device_ids[0] ?? ''}` : `${alias.alias_label}:${alias.alias_name}`;
  return (
    <>
      <Code>{text}</Code> <Badge>anonymous</Badge>
    </>
  );
}
