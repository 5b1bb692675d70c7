import type { Who } from '../library/identity.js';
import { checkMember, checkMembers, checkSize } from './members.js';
import { checkNoRefusals, checkNoUnknownIds, checkReceived, type RequestTarget } from './requests.js';
import type { Group, Shop } from './subjects.js';
import { type Done, insist } from './verdict.js';

// Each throws an AssertionError with `expected` and `actual` and with the reason: in process at once, of a running server
// by the promise it gives.

/** Asserts that a cohort, segment, campaign or Canvas has exactly these members, in any order. */
export function assertMembers<T extends Group>(group: T, ids: readonly Who[]): Done<T> {
  return insist(assertMembers, checkMembers('assertMembers', group, ids));
}

/** Asserts that a cohort, segment, campaign or Canvas has this member, and perhaps others. */
export function assertMember<T extends Group>(group: T, id: Who): Done<T> {
  return insist(assertMember, checkMember('assertMember', group, id));
}

/** Asserts that somebody is not a member. */
export function assertNotMember<T extends Group>(group: T, id: Who): Done<T> {
  return insist(assertNotMember, checkMember('assertNotMember', group, id), false);
}

/** Asserts that a cohort, segment, campaign or Canvas has so many members. */
export function assertSize<T extends Group>(group: T, size: number): Done<T> {
  return insist(assertSize, checkSize('assertSize', group, size));
}

/**
 * Asserts that a workspace received such a request.
 *
 * @param match  A path, where `*` is one segment and a last `**` any rest, or more about the request.
 * @param times  How many of them, exactly; 0 for none. Default: at least one.
 */
export function assertReceived<T extends Shop>(shop: T, match: RequestTarget, times?: number): Done<T> {
  return insist(assertReceived, checkReceived('assertReceived', shop, match, times));
}

/** Asserts that no request was refused, but by planted faults. */
export function assertNoRefusals<T extends Shop>(shop: T): Done<T> {
  return insist(assertNoRefusals, checkNoRefusals('assertNoRefusals', shop));
}

/** Asserts that no request to change a cohort named somebody who is no user. */
export function assertNoUnknownIds<T extends Shop>(shop: T): Done<T> {
  return insist(assertNoUnknownIds, checkNoUnknownIds('assertNoUnknownIds', shop));
}
