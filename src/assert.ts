export {
  assertMember,
  assertMembers,
  assertNoRefusals,
  assertNotMember,
  assertNoUnknownIds,
  assertReceived,
  assertSize,
} from './kit/assertions.js';
export type { RequestTarget } from './kit/requests.js';
export type { Group, Shop } from './kit/subjects.js';
export type { Done } from './kit/verdict.js';
export { type TestWorkspace, withWorkspace } from './kit/with-workspace.js';
