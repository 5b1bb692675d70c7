import type { WorkspacePartner } from '../../client/api.js';

/** As people call a partner; its path name where it is not among those given. */
export function displayNameOf(partner: string, partners: readonly WorkspacePartner[]): string {
  return partners.find((its) => its.partner === partner)?.display_name ?? partner;
}
