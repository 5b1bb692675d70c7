import type { ControlCalls } from './api.js';

/** `here`: the emulator runs in this process. `remote`: another process has it. */
export type Mode = 'here' | 'remote';

/** What a method gives: at once in process, in a promise of a running server. */
export type Given<M extends Mode | 'either', T> = M extends 'here'
  ? T
  : M extends 'remote'
    ? Promise<T>
    : T | Promise<T>;

/** At once or in a promise, for code that serves both. */
export type Either<T> = Given<'either', T>;

export type CallName = keyof ControlCalls;
export type AnswerOf<Name extends CallName> = ControlCalls[Name]['answer'];

/** What an endpoint is given. */
export interface CallInput<Name extends CallName> {
  params?: Partial<ControlCalls[Name]['params']>;
  query?: ControlCalls[Name]['query'];
  body?: ControlCalls[Name]['body'];
}

/** The way to the control API of an emulator, here or elsewhere. */
export interface Caller {
  /** Address of the server. */
  url: string;
  /**
   * Asks an endpoint.
   *
   * @throws EmulatorError what it refuses, and `stopped` when the emulator is.
   */
  call<Name extends CallName>(name: Name, input?: CallInput<Name>): Either<AnswerOf<Name>>;
  /** Asks a path below `/_emulator/v1` whose body or answer is no JSON. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Goes on with what is there, or will be. */
export function after<T, U>(given: Either<T>, next: (value: T) => Either<U>): Either<U> {
  return given instanceof Promise ? given.then(next) : next(given);
}

/** All items of a list, page by page. */
export function allPages<Item>(
  page: (cursor: string | undefined) => Either<{ items: Item[]; next: string | null }>,
  cursor?: string,
): Either<Item[]> {
  return after(page(cursor), ({ items, next }) =>
    next === null ? items : after(allPages(page, next), (rest) => items.concat(rest)),
  );
}

type ListName = {
  [Name in CallName]: AnswerOf<Name> extends { next_cursor: string | null } ? Name : never;
}[CallName];

/** Items on one page: as many as a page may have. */
const pageItems = 1_000;

/** All items of a list of the control API. @param field  Name of the list in an answer. */
export function listAll<Name extends ListName, Field extends keyof AnswerOf<Name>>(
  caller: Caller,
  name: Name,
  field: Field,
  input: CallInput<Name> = {},
): Either<AnswerOf<Name>[Field]> {
  const page = (cursor: string | undefined) => {
    const query = { ...input.query, limit: pageItems, cursor } as ControlCalls[Name]['query'];
    return after(caller.call(name, { ...input, query }), (answer) => ({
      items: answer[field] as unknown[],
      next: (answer as { next_cursor: string | null }).next_cursor,
    }));
  };
  return allPages(page) as Either<AnswerOf<Name>[Field]>;
}
