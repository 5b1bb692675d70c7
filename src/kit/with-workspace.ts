import type { JournalEntry, NewWorkspace } from '../client/api.js';
import { after, type Either, type Given, type Mode } from '../client/call.js';
import { EmulatorError } from '../domain/errors.js';
import { aFunction, anObject, refuseArgument } from '../library/arguments.js';
import type { EmulatorHandle } from '../library/emulator.js';
import type { RequestFilter, WorkspaceHandle } from '../library/handles/workspace.js';
import { isRefused, journalPage, refusalText } from './requests.js';
import { failure } from './verdict.js';

/** A workspace for one test, which fails at its end when a request was refused that it does not expect to be. */
export type TestWorkspace<M extends Mode | 'either' = 'here'> = WorkspaceHandle<M> & {
  /**
   * Says that requests are refused in this test. It fails at its end when none was.
   *
   * @param filter  Which ones, e.g. `{ status: 401 }`, or by rule `{ decision: 'unknown_path' }`. Default: any.
   */
  expectRefusals(filter?: RequestFilter): Given<M, void>;
};

/**
 * Gives a test a workspace of its own, and deletes it afterwards; but not that of a running server when the test fails, so that
 * its page of the dashboard can be looked at.
 *
 * @throws AssertionError at the end, when a request was refused that the test does not expect to be, with what was refused
 * and why. Refusals by planted faults are not meant. What the test itself throws comes first.
 */
export async function withWorkspace<M extends Mode>(
  emulator: EmulatorHandle<M>,
  workspace: NewWorkspace,
  body: (shop: TestWorkspace<M>) => unknown,
): Promise<void> {
  if (typeof emulator?.createWorkspace !== 'function') {
    refuseArgument('emulator', 'what startEmulator() or connect() gives', undefined);
  }
  anObject('workspace', workspace);
  aFunction('body', body);
  const its = emulator as unknown as EmulatorHandle<'either'>;
  const shop = await its.createWorkspace(workspace);
  const watch = await watchStrays(its);
  const expected: RequestFilter[] = [];
  const guarded = Object.assign(shop, {
    expectRefusals(filter: RequestFilter = {}): Either<void> {
      expected.push(filter);
      // Refuses a filter that cannot be.
      return after(shop.requests(filter), () => undefined);
    },
  });
  // That of a running server stays when its test fails, to be looked at.
  let isKept = !('stop' in emulator);
  try {
    await body(guarded as unknown as TestWorkspace<M>);
    await assertNoOtherRefusals(its, shop, expected, await watch.strays());
    isKept = false;
  } finally {
    watch.end();
    if (!isKept) await unlessGone(() => shop.delete(), undefined);
  }
}

async function assertNoOtherRefusals(
  emulator: EmulatorHandle<'either'>,
  shop: WorkspaceHandle<'either'>,
  expected: readonly RequestFilter[],
  strays: readonly JournalEntry[],
): Promise<void> {
  const requests = await unlessGone(() => shop.requests(), []);
  const numbers = new Map(requests.map(({ id }, index) => [id, index + 1]));
  const all = [...requests, ...strays.filter(({ id }) => !numbers.has(id))];
  const left = new Map(all.filter(isRefused).map((entry) => [entry.id, entry]));
  const refused = new Set(left.keys());
  for (const filter of expected) {
    const fitting = [
      ...(numbers.size === 0 ? [] : await shop.requests(filter)),
      ...(strays.length === 0 ? [] : await emulator.strayRequests(filter)),
    ].filter(({ id }) => refused.has(id));
    for (const { id } of fitting) left.delete(id);
    if (fitting.length === 0) throw unmet(filter, all.filter(isRefused));
  }
  if (left.size === 0) return;
  const text = refusalText([...left.values()].map((entry) => [entry, numbers.get(entry.id)]));
  const advice = `A test that means this says so: braze.expectRefusals(${exampleOf([...left.values()])})`;
  const page = 'stop' in emulator ? '' : `\nSee ${journalPage(shop)}`;
  throw failure(withWorkspace, {
    message: `${text}\n${advice}${page}`,
    expected: [],
    actual: [...left.values()].map(ruleOf),
  });
}

function unmet(filter: RequestFilter, refused: readonly JournalEntry[]): Error {
  const such = Object.keys(filter).length === 0 ? '' : ` such as ${JSON.stringify(filter)}`;
  const others = refused.length === 0 ? 'none was refused' : `these were: ${refused.map(ruleOf).join(', ')}`;
  return failure(withWorkspace, {
    message: `The test expects that a request${such} is refused, but ${others}.`,
    expected: filter,
    actual: refused.map(ruleOf),
  });
}

function ruleOf({ decision }: JournalEntry): string {
  return decision.kind === 'refused' ? decision.rule : decision.kind;
}

function exampleOf([first]: readonly JournalEntry[]): string {
  return first?.response ? `{ status: ${first.response.status} }` : '';
}

/** What is asked for, or `instead` when the test deleted the workspace or stopped the emulator. */
async function unlessGone<T>(ask: () => Either<T>, instead: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isGone(error)) return instead;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof EmulatorError && ['workspace_not_found', 'stopped'].includes(error.code);
}

/** Tests that run on an emulator now. */
const running = new WeakMap<object, Set<{ isAlone: boolean }>>();

/**
 * Remembers the requests that name no workspace: those that come from now on are of this test, if no other one ran on the
 * emulator meanwhile. One that runs elsewhere may have other clients.
 */
async function watchStrays(emulator: EmulatorHandle<'either'>) {
  const tests = running.get(emulator) ?? new Set();
  running.set(emulator, tests);
  const test = { isAlone: tests.size === 0 && 'stop' in emulator };
  for (const other of tests) other.isAlone = false;
  tests.add(test);
  const strays = async () => (test.isAlone ? unlessGone(() => emulator.strayRequests(), []) : []);
  const before = new Set((await strays()).map(({ id }) => id));
  return {
    strays: async () => (await strays()).filter(({ id }) => !before.has(id)),
    end: () => tests.delete(test),
  };
}
