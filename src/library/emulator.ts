import type {
  ControlCalls,
  JournalEntry,
  ListedWorkspace,
  NewWorkspace,
  Snapshot,
  Traffic,
  Workspace,
} from '../client/api.js';
import {
  type AnswerOf,
  after,
  type Caller,
  type Either,
  type Given,
  listAll,
  type Mode,
} from '../client/call.js';
import { anObject, aText, refuseArgument } from './arguments.js';
import { type SnapshotHandle, SnapshotOf, saveSnapshot } from './handles/snapshot.js';
import type { RequestFilter, WorkspaceHandle } from './handles/workspace.js';
import { WorkspaceOf } from './workspace.js';

/** Which workspaces: those with a part of their name or id, in the order of creation or of their last request. */
type WorkspaceFilter = Omit<ControlCalls['listWorkspaces']['query'], 'limit' | 'cursor'>;

/** An emulator: in this process, or the one that a running server has. */
export interface EmulatorHandle<M extends Mode | 'either' = 'here'> {
  /** Address of the server: the REST endpoint to give a connector, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /**
   * Makes an isolated world for one test. Everything may be left out.
   *
   * @throws EmulatorError `invalid_request`, `key_in_use` and so on, with the path of the value.
   */
  createWorkspace(workspace?: NewWorkspace): Given<M, WorkspaceHandle<M>>;
  /** A workspace that exists, such as one of a seed, by its id. @throws EmulatorError `workspace_not_found`. */
  workspace(id: string): Given<M, WorkspaceHandle<M>>;
  /** Every workspace, with its keys, switches and last request; or those that a filter leaves. */
  workspaces(filter?: WorkspaceFilter): Given<M, ListedWorkspace[]>;
  /** Requests of the last minutes whose keys name no workspace. */
  traffic(minutes?: number): Given<M, Traffic>;
  /** Takes everything back to the state after the start. */
  reset(): Given<M, void>;
  /** Version, storage, number of workspaces. */
  info(): Given<M, AnswerOf<'getInfo'>>;
  /** Whether it is alive. */
  health(): Given<M, AnswerOf<'getHealth'>>;
  /** Whether its start state is applied. @throws EmulatorError `not_reachable` while it is not. */
  ready(): Given<M, AnswerOf<'getReadiness'>>;
  /** The numbers for Prometheus. */
  metrics(): Promise<string>;
  /** The OpenAPI 3.1 document of the control API, or of the Braze surface. */
  openApi(surface?: 'control' | 'braze'): Promise<Record<string, unknown>>;
  /** Requests that reached no workspace, the oldest first: those with a wrong key, or to a path that is none of Braze's. */
  strayRequests(filter?: RequestFilter): Given<M, JournalEntry[]>;
  /** One of them, by its `X-Request-Id`. */
  strayRequest(id: string): Given<M, JournalEntry>;
  /** One of them as a line for a shell and as a test of the kit, to send it once more. */
  replayStray(id: string): Given<M, AnswerOf<'replayServerRequest'>>;
  /** Forgets them, or one of them. */
  clearStrayRequests(id?: string): Given<M, void>;
  /** Saves the state of everything, to come back to. @param name One nobody else has, when left out. */
  snapshot(name?: string): Given<M, SnapshotHandle<M>>;
  /** Every snapshot there is. */
  snapshots(): Given<M, Snapshot[]>;
  /** Takes a snapshot in that another server has exported. */
  importSnapshot(name: string, file: Uint8Array): Promise<SnapshotHandle<M>>;
}

export class EmulatorOf implements EmulatorHandle<'either'> {
  readonly url: string;

  constructor(private readonly caller: Caller) {
    this.url = caller.url;
  }

  // Written as properties, so that they can be taken off the handle.
  readonly createWorkspace = (workspace: NewWorkspace = {}): Either<WorkspaceOf> =>
    after(this.caller.call('createWorkspace', { body: anObject('workspace', workspace) }), (created) =>
      this.handleOf(created),
    );

  readonly workspace = (id: string): Either<WorkspaceOf> =>
    after(this.caller.call('getWorkspace', { params: { ws: aText('id', id) } }), (its) => this.handleOf(its));

  workspaces(filter: WorkspaceFilter = {}) {
    const query = anObject('filter', filter);
    return listAll(this.caller, 'listWorkspaces', 'workspaces', { query });
  }

  traffic(minutes?: number) {
    return this.caller.call('getServerTraffic', { query: { minutes } });
  }

  reset(): Either<void> {
    return after(this.caller.call('resetServer'), () => undefined);
  }

  info(): Either<AnswerOf<'getInfo'>> {
    return this.caller.call('getInfo');
  }

  health(): Either<AnswerOf<'getHealth'>> {
    return this.caller.call('getHealth');
  }

  ready(): Either<AnswerOf<'getReadiness'>> {
    return this.caller.call('getReadiness');
  }

  async metrics(): Promise<string> {
    return (await this.caller.fetch('/metrics')).text();
  }

  async openApi(surface: 'control' | 'braze' = 'control'): Promise<Record<string, unknown>> {
    const paths = { control: '/openapi.json', braze: '/braze.openapi.json' };
    const path = paths[surface] ?? refuseArgument('surface', "'control' or 'braze'", surface);
    return (await (await this.caller.fetch(path)).json()) as Record<string, unknown>;
  }

  strayRequests(filter: RequestFilter = {}): Either<JournalEntry[]> {
    const { status, ...rest } = anObject('filter', filter);
    const query = { ...rest, ...(status !== undefined && { status: String(status) }) };
    return listAll(this.caller, 'listServerRequests', 'requests', { query });
  }

  strayRequest(id: string): Either<JournalEntry> {
    return this.caller.call('getServerRequest', { params: { id: aText('id', id) } });
  }

  replayStray(id: string): Either<AnswerOf<'replayServerRequest'>> {
    return this.caller.call('replayServerRequest', { params: { id: aText('id', id) } });
  }

  clearStrayRequests(id?: string): Either<void> {
    if (id === undefined) return this.caller.call('deleteServerRequests');
    return this.caller.call('deleteServerRequest', { params: { id: aText('id', id) } });
  }

  snapshot(name?: string): Either<SnapshotOf> {
    return saveSnapshot(this.caller, { name });
  }

  snapshots(): Either<Snapshot[]> {
    return listAll(this.caller, 'listSnapshots', 'snapshots');
  }

  async importSnapshot(name: string, file: Uint8Array): Promise<SnapshotOf> {
    if (!(file instanceof Uint8Array)) refuseArgument('file', 'the bytes of a snapshot', file);
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `/snapshots/${encodeURIComponent(aText('name', name))}`;
    await this.caller.fetch(path, { method: 'PUT', headers, body: file } as RequestInit);
    return new SnapshotOf(this.caller, name);
  }

  private handleOf(workspace: Workspace): WorkspaceOf {
    // In process an answer has no Host to take the address from.
    return new WorkspaceOf(this.caller, { ...workspace, rest_endpoint: this.url });
  }
}
