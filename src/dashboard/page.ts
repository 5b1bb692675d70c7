import type { Child } from 'hono/jsx';
import type { Clock, Workspace, WorkspaceCounts } from '../client/api.js';
import type { AnswerOf, CallInput, CallName } from '../client/call.js';
import type { Form } from './form.js';

// What a page of the dashboard is: it asks the control API, in this process, and says what to draw. Whatever a page shows or
// does can be asked of the control API too, with the same words and the same refusals.

/** Asks an endpoint of the control API by its name. @throws EmulatorError what it refuses. */
export type Call = <Name extends CallName>(name: Name, input?: CallInput<Name>) => Promise<AnswerOf<Name>>;

/** The names that begin with `:` of a path. */
type ParamName<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamName<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** A request for a page of the server as a whole. */
export interface ServerRequest<Path extends string = string> {
  params: Record<ParamName<Path>, string>;
  query: URLSearchParams;
  call: Call;
  /** Of the workspace; on pages of the server, the server's time. */
  clock: Clock;
  /** The base address under which the browser reaches the server. */
  origin: string;
  /** How often anything had changed when it was asked. */
  changes: number;
  /** What was sent when an action was refused, for fields to keep it. */
  form?: Form;
  /** What was asked for in advance: parts that take long, by name, see `Later`. */
  ready: ReadonlyMap<string, Child>;
  /** What is still found out when the page is on its way, see `whenFound`. */
  finding: (() => Promise<Child>)[];
}

/** A request for a page of a workspace. */
export interface WorkspaceRequest<Path extends string = string> extends ServerRequest<Path> {
  workspace: Workspace;
  counts: WorkspaceCounts;
}

/** Where the rail says one is. */
export type Section =
  | 'overview'
  | 'partners'
  | 'cohorts'
  | 'users'
  | 'segments'
  | 'campaigns'
  | 'requests'
  | 'controls';

/** What a page shows. What takes a moment to find out is a function: the title is sent before it is called. */
export type View = Title & (Body | { find(): Promise<Body> });

/** What a page is about. Who asks for what is not there is told so before anything is sent. */
export interface Title {
  title: string;
  /** Where it is: from the outermost on, without the page itself. */
  trail?: readonly { label: string; href: string }[];
  /** Beside the title: badges. */
  marks?: Child;
  /** Below the title, in monospace: an id, a method and path. */
  id?: string;
}

/** What is below the title. Its head answers the page's question before any table does. */
export interface Body {
  /** The answer, in words. */
  sentence?: Child;
  /** What must not be missed, before all cards. */
  banner?: Child;
  /** Buttons below the sentence. */
  buttons?: Child;
  facts?: readonly Fact[];
  /** Cards of the wide column. */
  main: Child;
  /** Cards of the narrow column; left out, the wide one takes the page. */
  side?: Child;
}

/** A number or time that matters, and what it is. */
export interface Fact {
  value: Child;
  label: Child;
  tone?: Tone;
  /** Where it is shown in full. */
  href?: string;
}

/**
 * What a colour says, everywhere the same: green came in or was applied, amber left or was removed, red was refused or failed,
 * violet had no effect, plain is a label. A word or a sign stands with it.
 */
export type Tone = 'good' | 'left' | 'bad' | 'idle' | 'plain';

/** A file to send in place of a page. */
export interface Download {
  filename: string;
  mediaType: string;
  /** Piece by piece. */
  text: AsyncIterable<string>;
}

/** In place of a page: another one, to go to. */
export interface Elsewhere {
  goTo: string;
}
/**
 * What comes of a form: the path to go to, or nothing for the page itself; the page drawn again from what was sent, with parts that
 * are ready, where that is too long for an address; or a file.
 */
export type Done = string | undefined | { ready: ReadonlyMap<string, Child> } | Download;

/** The page is drawn again, and makes of `request.form` what it shows. */
export const drawAgain: Done = { ready: new Map() };

interface PageOf<Request> {
  view(request: Request): Promise<View | Elsewhere>;
  /**
   * What its forms do, by the value of their field `action`. What is refused is told on the page, whose fields keep what was
   * sent.
   */
  actions?: Record<string, (request: Request, form: Form) => Promise<Done>>;
  /** What takes long to find out, by name; fetched when the page is there, see `Later`. */
  parts?: Record<string, (request: Request) => Promise<Child>>;
  /** Files, by the value of `?download=`. */
  downloads?: Record<string, (request: Request) => Promise<Download>>;
}

export interface WorkspacePage<Path extends string = string> extends PageOf<WorkspaceRequest<Path>> {
  kind: 'workspace';
  /** Below `/_emulator/workspaces/:ws`, as Hono writes it; `''` is the workspace itself. */
  path: Path;
  section: Section;
}

export interface ServerPage<Path extends string = string> extends PageOf<ServerRequest<Path>> {
  kind: 'server';
  /** Below `/_emulator`. */
  path: Path;
}

export type Page = WorkspacePage | ServerPage;

/** A page of a workspace. Holds the names in its path to those that it reads. */
export function workspacePage<const Path extends string>(page: Omit<WorkspacePage<Path>, 'kind'>): Page {
  return { kind: 'workspace', ...page } as unknown as Page;
}

/** A page of the server as a whole. */
export function serverPage<const Path extends string>(page: Omit<ServerPage<Path>, 'kind'>): Page {
  return { kind: 'server', ...page } as unknown as Page;
}
