import type { AnswerOf, Caller, CallInput, CallName } from '../client/call.js';
import { fetchControl } from '../client/remote.js';
import type { InProcessCaller } from '../http/control/in-process.js';

/** The way to an emulator of this process. */
export function callerHere(url: string, ask: InProcessCaller, adminToken?: string): Caller {
  return {
    url,
    call: <Name extends CallName>(name: Name, input: CallInput<Name> = {}) =>
      ask(name, input as Parameters<InProcessCaller>[1]) as AnswerOf<Name>,
    fetch: (path, init) => fetchControl({ url, adminToken }, path, init),
  };
}
