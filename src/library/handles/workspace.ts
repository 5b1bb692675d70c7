import type {
  BehaviourChanges,
  Campaign,
  Canvas,
  Cohort,
  ContractReport,
  ContractSettings,
  ControlCalls,
  Fault,
  JournalEntry,
  NewCampaign,
  NewCanvas,
  NewSegment,
  NewUser,
  Profile,
  RestApiKey,
  RestPermission,
  Segment,
  SegmentDefinition,
  Send,
  Sync,
  Traffic,
  User,
  UserActivity,
  Workspace,
  WorkspaceCounts,
  WorkspacePartner,
} from '../../client/api.js';
import type { AnswerOf, Given, Mode } from '../../client/call.js';
import type { Who } from '../identity.js';
import type { CampaignHandle, CanvasHandle } from './campaign.js';
import type { ClockHandle } from './clock.js';
import type { CohortHandle } from './cohort.js';
import type { FaultHandle, FaultOptions, FaultSteps, FaultTarget } from './fault.js';
import type { PartnerKeysHandle } from './keys.js';
import type { Hook } from './on-request.js';
import type { SegmentHandle } from './segment.js';
import type { SnapshotHandle } from './snapshot.js';

/** Which requests of the journal are meant; what is left out may be anything. */
export type RequestFilter = Omit<
  ControlCalls['listRequests']['query'],
  'limit' | 'cursor' | 'order' | 'status'
> & {
  /** A status such as 201, or a class of them such as `4xx`. */
  status?: number | string;
};

/** Which requests there must be, and how many. */
export type RequestExpectation = ControlCalls['verifyRequests']['body'];

/** The same, to wait for. */
export type RequestWait = ControlCalls['waitForRequests']['body'];

/** Switches and settings of a workspace to change. */
export type WorkspaceChanges = ControlCalls['updateWorkspace']['body'];

/** What a child process needs to reach a workspace. What the workspace has not is left out. */
export interface WorkspaceEnv {
  BRAZE_REST_ENDPOINT: string;
  BRAZE_REST_API_KEY?: string;
  /** Of the first partner. */
  BRAZE_PARTNER_API_KEY?: string;
  /** Of the first partner. */
  BRAZE_DATA_IMPORT_KEY?: string;
  BRAZE_EMULATOR_URL: string;
  BRAZE_EMULATOR_WORKSPACE: string;
}

/**
 * An isolated world: users, keys, cohorts, segments, faults, clock, journal. What methods take and give is the JSON of the
 * control API.
 *
 * In process every method acts at once; of a running server each gives a promise. Each throws an `EmulatorError` with the
 * code and the path of what is wrong, and `workspace_not_found` once the workspace is deleted.
 */
export interface WorkspaceHandle<M extends Mode | 'either' = 'here'> {
  readonly id: string;
  readonly name: string;
  /** The address to give a connector. */
  readonly rest_endpoint: string;
  /** Address of the page of the dashboard that shows it. */
  readonly page: string;
  /** The first REST API key; empty when there is none. */
  readonly rest_api_key: string;
  /** Environment variables for a child process: endpoint, keys, address and id. */
  readonly env: WorkspaceEnv;
  /** What `sleep` was called with, in milliseconds. */
  readonly slept: readonly number[];
  /** The clock of the workspace. */
  readonly clock: ClockHandle<M>;

  /** The workspace as it is now, with its keys and switches. */
  info(): Given<M, Workspace>;
  /** How much of everything it has: users, cohorts, segments, requests and so on. */
  counts(): Given<M, WorkspaceCounts>;
  /** Changes name, switches or data settings; what is left out stays. */
  update(changes: WorkspaceChanges): Given<M, Workspace>;
  /** Sets behaviour switches. */
  behave(changes: BehaviourChanges): Given<M, Workspace>;
  /** Takes it back to what it was created with. Keys made since stay. */
  reset(): Given<M, Workspace>;
  /** Deletes it with everything in it. */
  delete(): Given<M, void>;
  /** Saves its state, to come back to. @param name One nobody else has, when left out. */
  snapshot(name?: string): Given<M, SnapshotHandle<M>>;

  /** The keys of a partner; of the first one that the workspace was created with, when none is named. */
  keys(partner?: string): PartnerKeysHandle<M>;
  /** Every partner of the server as the workspace sees it. */
  partners(): Given<M, WorkspacePartner[]>;
  /** Every REST API key. */
  restApiKeys(): Given<M, RestApiKey[]>;
  /** Makes a REST API key. @param permissions All, when left out. */
  createRestApiKey(permissions?: RestPermission[], key?: string): Given<M, RestApiKey>;
  /** Deletes a REST API key. */
  deleteRestApiKey(key: string): Given<M, void>;

  /** A cohort, whether it exists yet or not. */
  cohort(partner: string, cohortId: string): CohortHandle<M>;
  /** Every cohort. */
  cohorts(): Given<M, Cohort[]>;
  /** What partners sent to cohorts, the newest first: successive requests to one, with no gap over a minute between them. */
  syncs(): Given<M, Sync[]>;
  /** What each partner has imported: cohorts, members, last request. Those that have sent nothing are left out. */
  imports(): Given<M, AnswerOf<'listImports'>['imports']>;
  /** How many requests arrived in the last minutes, and why the last refused one was. @param minutes 10, when left out. */
  traffic(minutes?: number): Given<M, Traffic>;

  /** A user whole; `undefined` when there is none. */
  user(who: Who): Given<M, User | undefined>;
  /** Users with an identifier, an e-mail address or a phone number; all of them when nothing is given. */
  users(filter?: Omit<ControlCalls['listUsers']['query'], 'limit' | 'cursor'>): Given<M, Profile[]>;
  /** Adds users: all or none. @returns How many, and who, up to 1,000. */
  addUsers(users: readonly NewUser[]): Given<M, AnswerOf<'addUsers'>>;
  /** Adds any number of users as they come. @returns How many. @throws EmulatorError with the line that was refused. */
  importUsers(users: Iterable<NewUser> | AsyncIterable<NewUser>): Promise<number>;
  /** Custom events, purchases and messages of a user. @throws EmulatorError `user_not_found`. */
  activity(who: Who): Given<M, UserActivity>;
  /** Deletes a user. @throws EmulatorError `user_not_found`. */
  deleteUser(who: Who): Given<M, void>;
  /** What `changeUser` of the SDK does: the anonymous user becomes that one, or is merged into it. */
  changeUser(who: Who, externalId: string): Given<M, User>;

  /** A saved segment, by its id. */
  segment(id: string): SegmentHandle<M>;
  /** Saves a segment. */
  segment(segment: NewSegment): Given<M, SegmentHandle<M>>;
  /** Every saved segment. */
  segments(): Given<M, Segment[]>;
  /** Who a definition selects, without saving it: as `ids()` of a cohort names them. Sorted. */
  evaluate(definition: SegmentDefinition): Given<M, string[]>;

  /** A campaign, by its id. */
  campaign(id: string): CampaignHandle<M>;
  /** Makes a campaign. */
  campaign(campaign: NewCampaign): Given<M, CampaignHandle<M>>;
  /** Every campaign. */
  campaigns(): Given<M, Campaign[]>;
  /** A Canvas, by its id. */
  canvas(id: string): CanvasHandle<M>;
  /** Makes a Canvas. */
  canvas(canvas: NewCanvas): Given<M, CanvasHandle<M>>;
  /** Every Canvas. */
  canvases(): Given<M, Canvas[]>;
  /** What would have been sent: to whom, and who was dropped and why. The newest first. */
  sends(): Given<M, Send[]>;
  /** Everybody who would have received a message, as `ids()` of a cohort names them. Sorted. */
  receivers(dispatchId: string): Given<M, string[]>;

  /** Plans a fault: which requests it strikes, with what, and how often. */
  fault(target: FaultTarget, steps: FaultSteps, options?: FaultOptions): Given<M, FaultHandle<M>>;
  /** Every planned fault with what became of it so far. */
  faults(): Given<M, Fault[]>;
  /** Takes every fault away. */
  clearFaults(): Given<M, void>;
  /**
   * Calls back once the n-th request that fits has been processed. Its answer waits until the callback is done.
   *
   * @param target A path, where `*` is one segment and a last `**` any rest, or more about it.
   */
  onRequest(target: FaultTarget, nth: number, callback: () => unknown): Given<M, Hook>;

  /** Moves the clock on, and remembers by how much in `slept`: what a connector is given to sleep with. */
  sleep(ms: number): Promise<void>;

  /** Requests of the Braze surface that reached the workspace, the oldest first. */
  requests(filter?: RequestFilter): Given<M, JournalEntry[]>;
  /** One request, by its `X-Request-Id`. */
  request(id: string): Given<M, JournalEntry>;
  /** A request as a line for a shell and as a test of the kit, to send it once more. Keys are variables in them. */
  replay(id: string): Given<M, AnswerOf<'replayRequest'>>;
  /** The request that came last, of those that fit; `undefined` when none did. */
  lastRequest(filter?: RequestFilter): Given<M, JournalEntry | undefined>;
  /** Empties the journal, or takes one request out of it. */
  clearRequests(id?: string): Given<M, void>;
  /** Looks whether the journal has what is expected. @throws EmulatorError `not_met`, with what came closest. */
  verify(expected: RequestExpectation): Given<M, void>;
  /** How a connector kept to Braze's contract, by all requests of the journal. @throws EmulatorError `journal_incomplete`. */
  contract(settings?: ContractSettings): Given<M, ContractReport>;
  /** Waits until the journal has what is expected. @throws EmulatorError `not_met` when the time is over. */
  wait(expected: RequestWait): Promise<void>;
}
