import type { DataImportKey, WorkspacePartner } from '../api.js';
import { after, type Caller, type Either, type Given, type Mode } from '../call.js';

/** The keys that a partner's connector sends to reach a workspace. */
export interface PartnerKeysHandle<M extends Mode | 'either' = 'here'> {
  /** Path name of the partner, e.g. `hightouch`. */
  readonly partner: string;
  /** `partner_api_key` of a cohort request. */
  readonly partner_api_key: string;
  /** `client_secret` of a cohort request: the newest data import key that is active. Empty when there is none. */
  readonly data_import_key: string;
  /** Every data import key as of the last change by this handle, invalidated ones too. */
  readonly data_import_keys: readonly DataImportKey[];
  /** Generates a data import key, which becomes `data_import_key`. Others stay active. @param key One to take instead. */
  generate(key?: string): Given<M, string>;
  /** Invalidates a data import key, `data_import_key` when none is named. @throws EmulatorError `key_not_found`. */
  invalidate(key?: string): Given<M, void>;
  /** Switches the partner's integration off in this workspace, or on again. */
  setEnabled(enabled: boolean): Given<M, void>;
}

export class PartnerKeysOf implements PartnerKeysHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
    private its: WorkspacePartner,
  ) {}

  get partner(): string {
    return this.its.partner;
  }

  get partner_api_key(): string {
    return this.its.partner_api_key;
  }

  get data_import_key(): string {
    return this.data_import_keys.findLast((key) => key.state === 'active')?.key ?? '';
  }

  get data_import_keys(): readonly DataImportKey[] {
    return this.its.data_import_keys;
  }

  private get params() {
    return { ws: this.ws, partner: this.partner };
  }

  generate(key?: string): Either<string> {
    const made = this.caller.call('createDataImportKey', { params: this.params, body: { key } });
    return after(made, ({ key }) => this.read(key));
  }

  invalidate(key: string = this.data_import_key): Either<void> {
    const params = { ...this.params, key };
    return after(this.caller.call('invalidateDataImportKey', { params }), () => this.read(undefined));
  }

  setEnabled(enabled: boolean): Either<void> {
    const switched = this.caller.call('setPartnerEnabled', { params: this.params, body: { enabled } });
    return after(switched, (its) => {
      this.its = its;
    });
  }

  private read<T>(result: T): Either<T> {
    return after(this.caller.call('getPartner', { params: this.params }), (its) => {
      this.its = its;
      return result;
    });
  }
}
