import type { DataImportKey, WorkspacePartner } from '../../client/api.js';
import { after, type Caller, type Either, type Given, listAll, type Mode } from '../../client/call.js';
import { aText } from '../arguments.js';

/** The keys that a partner's connector sends to reach a workspace. */
export interface PartnerKeysHandle<M extends Mode | 'either' = 'here'> {
  /** Path name of the partner, e.g. `hightouch`. */
  readonly partner: string;
  /** `partner_api_key` of a cohort request. */
  readonly partner_api_key: string;
  /** `client_secret` of a cohort request: the newest data import key that is active. Empty when there is none. */
  readonly data_import_key: string;
  /** Generates a data import key, which becomes `data_import_key`. Others stay active. @param key One to take instead. */
  generate(key?: string): Given<M, string>;
  /** Invalidates a data import key, `data_import_key` when none is named. @throws EmulatorError `key_not_found`. */
  invalidate(key?: string): Given<M, void>;
  /** Every data import key, invalidated ones too. */
  list(): Given<M, DataImportKey[]>;
  /** Switches the partner's integration off in this workspace, or on again. */
  setEnabled(enabled: boolean): Given<M, void>;
}

/** Its fields are own ones, so that a spread takes the keys along and nothing else of it. */
export class PartnerKeysOf implements PartnerKeysHandle<'either'> {
  readonly partner: string;
  readonly partner_api_key: string;
  data_import_key = '';
  readonly #caller: Caller;
  readonly #params: { ws: string; partner: string };

  constructor(caller: Caller, ws: string, its: WorkspacePartner) {
    this.#caller = caller;
    this.#params = { ws, partner: its.partner };
    this.partner = its.partner;
    this.partner_api_key = its.partner_api_key;
    this.#remember(its);
  }

  generate(key?: string): Either<string> {
    const made = this.#caller.call('createDataImportKey', { params: this.#params, body: { key } });
    return after(made, (its) => this.#readAgain(its.key));
  }

  invalidate(key: string = this.data_import_key): Either<void> {
    const params = { ...this.#params, key: aText('key', key) };
    return after(this.#caller.call('invalidateDataImportKey', { params }), () => this.#readAgain(undefined));
  }

  list(): Either<DataImportKey[]> {
    return listAll(this.#caller, 'listDataImportKeys', 'data_import_keys', { params: this.#params });
  }

  setEnabled(enabled: boolean): Either<void> {
    const switched = this.#caller.call('setPartnerEnabled', { params: this.#params, body: { enabled } });
    return after(switched, (its) => this.#remember(its));
  }

  #readAgain<T>(result: T): Either<T> {
    return after(this.#caller.call('getPartner', { params: this.#params }), (its) => {
      this.#remember(its);
      return result;
    });
  }

  #remember({ data_import_keys }: WorkspacePartner): void {
    this.data_import_key = data_import_keys.findLast((its) => its.state === 'active')?.key ?? '';
  }
}
