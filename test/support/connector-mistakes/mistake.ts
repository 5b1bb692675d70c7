import type { Answer, TestEmulator } from '../emulator.js';

/** Something that connectors get wrong, what Braze answers, and what the journal says about it. */
export interface Mistake {
  /** As docs/guides/connector-mistakes.md names it. */
  title: string;
  send(t: TestEmulator): Promise<Answer>;
  /** Status and body, exactly. */
  answer: string | ((t: TestEmulator) => string);
  /** What the journal gives as reason; of an accepted request, in one of its notes. */
  rule: string;
  path?: string;
  /** Exactly, with `{ws}` for the id of the workspace. */
  hint?: string;
  /** Whether its keys let it into the workspace. */
  isLetIn: boolean;
}
