import type {
  BehaviourChanges,
  Campaign,
  Canvas,
  ContractReport,
  ContractSettings,
  ControlCalls,
  NewCampaign,
  NewCanvas,
  NewSegment,
  NewUser,
  RestPermission,
  SegmentDefinition,
  User,
  Workspace,
  WorkspacePartner,
} from '../client/api.js';
import {
  type AnswerOf,
  after,
  type Caller,
  type CallInput,
  type CallName,
  type Either,
  listAll,
} from '../client/call.js';
import { idOf } from '../client/identity.js';
import { workspacePagePath } from '../client/page-path.js';
import { EmulatorError } from '../domain/errors.js';
import { anObject, aText, milliseconds, refuseArgument } from './arguments.js';
import { AudienceOf } from './handles/campaign.js';
import { ClockOf } from './handles/clock.js';
import { CohortOf } from './handles/cohort.js';
import {
  type FaultOf,
  type FaultOptions,
  type FaultSteps,
  type FaultTarget,
  planFault,
} from './handles/fault.js';
import { PartnerKeysOf } from './handles/keys.js';
import { onRequest } from './handles/on-request.js';
import { SegmentOf } from './handles/segment.js';
import { type SnapshotOf, saveSnapshot } from './handles/snapshot.js';
import type {
  RequestExpectation,
  RequestFilter,
  RequestWait,
  WorkspaceChanges,
  WorkspaceEnv,
  WorkspaceHandle,
} from './handles/workspace.js';
import { findProfile, requireProfile, type Who } from './identity.js';
import { missOf, notMet } from './not-met.js';

/** A workspace of an emulator here or elsewhere. */
export class WorkspaceOf implements WorkspaceHandle<'either'> {
  readonly id: string;
  readonly name: string;
  readonly rest_endpoint: string;
  readonly slept: number[] = [];
  readonly clock: ClockOf;
  private readonly caller: Caller;
  private readonly partnerKeys = new Map<string, PartnerKeysOf>();
  private isDeleted = false;

  constructor(
    caller: Caller,
    private readonly created: Workspace,
  ) {
    this.id = created.id;
    this.name = created.name;
    this.rest_endpoint = created.rest_endpoint;
    this.caller = {
      ...caller,
      call: (name, input) => {
        this.assertThere();
        return caller.call(name, input);
      },
    };
    this.clock = new ClockOf(this.caller, this.id);
    for (const partner of created.partners) this.remember(partner);
  }

  get page(): string {
    return this.caller.url + workspacePagePath(this.id);
  }

  get rest_api_key(): string {
    return this.created.rest_api_keys[0]?.key ?? '';
  }

  get env(): WorkspaceEnv {
    const [keys] = this.partnerKeys.values();
    return {
      BRAZE_REST_ENDPOINT: this.rest_endpoint,
      ...(this.rest_api_key !== '' && { BRAZE_REST_API_KEY: this.rest_api_key }),
      ...(keys !== undefined && { BRAZE_PARTNER_API_KEY: keys.partner_api_key }),
      ...(keys?.data_import_key && { BRAZE_DATA_IMPORT_KEY: keys.data_import_key }),
      BRAZE_EMULATOR_URL: this.caller.url,
      BRAZE_EMULATOR_WORKSPACE: this.id,
    };
  }

  info() {
    return this.ask('getWorkspace');
  }

  counts() {
    return this.ask('countWorkspace');
  }

  update(changes: WorkspaceChanges) {
    return this.ask('updateWorkspace', { body: changes });
  }

  behave(changes: BehaviourChanges) {
    return this.update({ behaviour: anObject('changes', changes) });
  }

  reset() {
    return this.ask('resetWorkspace');
  }

  delete(): Either<void> {
    return after(this.ask('deleteWorkspace'), () => {
      this.isDeleted = true;
    });
  }

  snapshot(name?: string): Either<SnapshotOf> {
    return saveSnapshot(this.caller, { name, workspace: this.id });
  }

  keys(partner?: string): PartnerKeysOf {
    const [first] = this.partnerKeys.keys();
    const wanted = partner === undefined ? first : aText('partner', partner).toLowerCase();
    const keys = wanted === undefined ? undefined : this.partnerKeys.get(wanted);
    if (keys !== undefined) return keys;
    const known = [...this.partnerKeys.keys()];
    const expected = `a partner that the workspace was created with: ${known.join(', ') || 'it has none'}`;
    return refuseArgument('partner', expected, partner);
  }

  partners() {
    return listAll(this.caller, 'listPartners', 'partners', { params: { ws: this.id } });
  }

  restApiKeys() {
    return listAll(this.caller, 'listRestApiKeys', 'rest_api_keys', { params: { ws: this.id } });
  }

  createRestApiKey(permissions?: RestPermission[], key?: string) {
    return this.ask('createRestApiKey', { body: { permissions, key } });
  }

  deleteRestApiKey(key: string): Either<void> {
    return this.ask('deleteRestApiKey', { params: { key: aText('key', key) } });
  }

  cohort(partner: string, cohortId: string): CohortOf {
    return new CohortOf(this.caller, this.id, aText('partner', partner), aText('cohortId', cohortId));
  }

  cohorts() {
    return listAll(this.caller, 'listCohorts', 'cohorts', { params: { ws: this.id } });
  }

  syncs() {
    return listAll(this.caller, 'listSyncs', 'syncs', { params: { ws: this.id } });
  }

  imports() {
    return after(this.ask('listImports'), ({ imports }) => imports);
  }

  traffic(minutes?: number) {
    return this.ask('getTraffic', { query: { minutes } });
  }

  user(who: Who): Either<User | undefined> {
    return after(findProfile(this.caller, this.id, 'who', who), (profile) =>
      profile === undefined ? undefined : this.ask('getUser', { params: { braze_id: profile.braze_id } }),
    );
  }

  users(filter: Omit<ControlCalls['listUsers']['query'], 'limit' | 'cursor'> = {}) {
    return listAll(this.caller, 'listUsers', 'users', {
      params: { ws: this.id },
      query: anObject('filter', filter),
    });
  }

  addUsers(users: readonly NewUser[]) {
    return this.ask('addUsers', { body: users as NewUser[] });
  }

  async importUsers(users: Iterable<NewUser> | AsyncIterable<NewUser>): Promise<number> {
    this.assertThere();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: ReadableStream.from(linesOf(users)),
      duplex: 'half',
    } as RequestInit;
    const answer = await this.caller.fetch(`/workspaces/${this.id}/users`, init);
    return ((await answer.json()) as AnswerOf<'addUsers'>).created;
  }

  activity(who: Who) {
    return after(requireProfile(this.caller, this.id, 'who', who), ({ braze_id }) =>
      this.ask('getUserActivity', { params: { braze_id } }),
    );
  }

  deleteUser(who: Who): Either<void> {
    return after(requireProfile(this.caller, this.id, 'who', who), ({ braze_id }) =>
      this.ask('deleteUser', { params: { braze_id } }),
    );
  }

  changeUser(who: Who, externalId: string): Either<User> {
    const body = { external_id: aText('externalId', externalId) };
    return after(requireProfile(this.caller, this.id, 'who', who), ({ braze_id }) =>
      this.ask('changeUser', { params: { braze_id }, body }),
    );
  }

  segment(id: string): SegmentOf;
  segment(segment: NewSegment): Either<SegmentOf>;
  segment(segment: string | NewSegment): Either<SegmentOf> {
    if (typeof segment === 'string') return new SegmentOf(this.caller, this.id, aText('id', segment));
    const made = this.ask('createSegment', { body: segment });
    return after(made, ({ id }) => new SegmentOf(this.caller, this.id, id));
  }

  segments() {
    return listAll(this.caller, 'listSegments', 'segments', { params: { ws: this.id } });
  }

  evaluate(definition: SegmentDefinition): Either<string[]> {
    const input = { params: { ws: this.id }, body: { definition } };
    return after(listAll(this.caller, 'evaluateDefinition', 'members', input), (its) => its.map(idOf).sort());
  }

  campaign(id: string): AudienceOf<Campaign, NewCampaign>;
  campaign(campaign: NewCampaign): Either<AudienceOf<Campaign, NewCampaign>>;
  campaign(campaign: string | NewCampaign): Either<AudienceOf<Campaign, NewCampaign>> {
    const of = (id: string) => new AudienceOf<Campaign, NewCampaign>(this.caller, this.id, 'campaign', id);
    if (typeof campaign === 'string') return of(aText('id', campaign));
    return after(this.ask('createCampaign', { body: campaign }), ({ id }) => of(id));
  }

  campaigns() {
    return listAll(this.caller, 'listCampaigns', 'campaigns', { params: { ws: this.id } });
  }

  canvas(id: string): AudienceOf<Canvas, NewCanvas>;
  canvas(canvas: NewCanvas): Either<AudienceOf<Canvas, NewCanvas>>;
  canvas(canvas: string | NewCanvas): Either<AudienceOf<Canvas, NewCanvas>> {
    const of = (id: string) => new AudienceOf<Canvas, NewCanvas>(this.caller, this.id, 'canvas', id);
    if (typeof canvas === 'string') return of(aText('id', canvas));
    return after(this.ask('createCanvas', { body: canvas }), ({ id }) => of(id));
  }

  canvases() {
    return listAll(this.caller, 'listCanvases', 'canvases', { params: { ws: this.id } });
  }

  sends() {
    return listAll(this.caller, 'listSends', 'sends', { params: { ws: this.id } });
  }

  receivers(dispatchId: string): Either<string[]> {
    const params = { ws: this.id, dispatch_id: aText('dispatchId', dispatchId) };
    return after(listAll(this.caller, 'listReceivers', 'receivers', { params }), (its) =>
      its.map(idOf).sort(),
    );
  }

  fault(target: FaultTarget, steps: FaultSteps, options?: FaultOptions): Either<FaultOf> {
    return planFault(this.caller, this.id, target, steps, options);
  }

  faults() {
    return listAll(this.caller, 'listFaults', 'faults', { params: { ws: this.id } });
  }

  clearFaults(): Either<void> {
    return this.ask('deleteFaults');
  }

  onRequest(target: FaultTarget, nth: number, callback: () => unknown) {
    return onRequest(this.caller, this.id, target, nth, callback);
  }

  readonly sleep = async (ms: number): Promise<void> => {
    this.slept.push(milliseconds('ms', ms));
    await this.ask('sleep', { body: { ms } });
  };

  requests(filter: RequestFilter = {}) {
    const { status, ...rest } = anObject('filter', filter);
    const query = { ...rest, ...(status !== undefined && { status: String(status) }) };
    return listAll(this.caller, 'listRequests', 'requests', { params: { ws: this.id }, query });
  }

  request(id: string) {
    return this.ask('getRequest', { params: { id: aText('id', id) } });
  }

  replay(id: string) {
    return this.ask('replayRequest', { params: { id: aText('id', id) } });
  }

  lastRequest(filter: RequestFilter = {}) {
    return after(this.requests(filter), (requests) => requests.at(-1));
  }

  clearRequests(id?: string): Either<void> {
    if (id === undefined) return this.ask('deleteRequests');
    return this.ask('deleteRequest', { params: { id: aText('id', id) } });
  }

  verify(expected: RequestExpectation): Either<void> {
    return after(this.ask('verifyRequests', { body: expected }), (result) => {
      if (!result.verified) throw notMet(missOf(result));
    });
  }

  contract(settings?: ContractSettings): Either<ContractReport> {
    return settings === undefined
      ? this.ask('getContractReport')
      : this.ask('judgeContract', { body: anObject('settings', settings) });
  }

  async wait(expected: RequestWait): Promise<void> {
    const result = await this.ask('waitForRequests', { body: expected });
    if (!result.matched) throw notMet(missOf(result));
  }

  private ask<Name extends CallName>(name: Name, input: CallInput<Name> = {}): Either<AnswerOf<Name>> {
    return this.caller.call(name, { ...input, params: { ...input.params, ws: this.id } } as CallInput<Name>);
  }

  private remember(partner: WorkspacePartner): void {
    this.partnerKeys.set(partner.partner, new PartnerKeysOf(this.caller, this.id, partner));
  }

  /** @throws EmulatorError `workspace_not_found`. */
  private assertThere(): void {
    if (!this.isDeleted) return;
    throw new EmulatorError('workspace_not_found', `Workspace '${this.name}' (${this.id}) has been deleted`);
  }
}

async function* linesOf(users: Iterable<NewUser> | AsyncIterable<NewUser>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const user of users) yield encoder.encode(`${JSON.stringify(user)}\n`);
}
