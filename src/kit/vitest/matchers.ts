import { expect } from 'vitest';
import { after, type Either } from '../../client/call.js';
import type { Who } from '../../library/identity.js';
import { checkMember, checkMembers, checkSize } from '../members.js';
import { checkNoRefusals, checkNoUnknownIds, checkReceived, type RequestTarget } from '../requests.js';
import type { Done, Verdict } from '../verdict.js';

/** What `expect` can say about handles. Of a running server each gives a promise to await. */
export interface BrazeMatchers<T = unknown> {
  /** That a cohort, segment, campaign or Canvas has exactly these members, in any order. */
  toHaveMembers(ids: readonly Who[]): Done<T>;
  /** That a cohort, segment, campaign or Canvas has this member, and perhaps others. */
  toHaveMember(id: Who): Done<T>;
  /** That a cohort, segment, campaign or Canvas has so many members. */
  toHaveSize(size: number): Done<T>;
  /**
   * That a workspace received such a request.
   *
   * @param match  A path, where `*` is one segment and a last `**` any rest, or more about the request.
   * @param times  How many of them, exactly. Default: at least one.
   */
  toHaveReceived(match: RequestTarget, times?: number): Done<T>;
  /** That no request of a workspace was refused, but by planted faults. */
  toHaveNoRefusals(): Done<T>;
  /** That no request to change a cohort named somebody who is no user. */
  toHaveNoUnknownIds(): Done<T>;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter must be as vitest has it.
  interface Matchers<T = any> extends BrazeMatchers<T> {}
}

const shown = (verdict: Either<Verdict>) =>
  after(verdict, ({ message, ...its }) => ({ ...its, message: () => message }));

/** Registers the matchers with vitest. */
export function registerMatchers(): void {
  expect.extend({
    toHaveMembers: (group: unknown, ids: readonly Who[]) => shown(checkMembers('toHaveMembers', group, ids)),
    toHaveMember: (group: unknown, id: Who) => shown(checkMember('toHaveMember', group, id)),
    toHaveSize: (group: unknown, size: number) => shown(checkSize('toHaveSize', group, size)),
    toHaveReceived: (shop: unknown, match: RequestTarget, times?: number) =>
      shown(checkReceived('toHaveReceived', shop, match, times)),
    toHaveNoRefusals: (shop: unknown) => shown(checkNoRefusals('toHaveNoRefusals', shop)),
    toHaveNoUnknownIds: (shop: unknown) => shown(checkNoUnknownIds('toHaveNoUnknownIds', shop)),
  });
}
