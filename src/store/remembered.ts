/**
 * Tables that nearly every request reads and few change: whose a key is, which keys there ever were, what a workspace is
 * set to, its clock, what is planned in it, its faults, whether external ids of it were ever renamed.
 */
const rememberedTables = [
  'workspaces',
  'partners',
  'partner_api_keys',
  'workspace_partners',
  'data_import_keys',
  'rest_api_keys',
  'known_keys',
  'due_work',
  'faults',
  'deprecated_external_ids',
];
const namesOne = new RegExp(`\\b(?:${rememberedTables.join('|')})\\b`);
/** Nothing that is remembered has these two counters, which every new or updated profile moves on. */
const counts = /^\s*UPDATE workspaces SET next_(?:profile|revision) /;

/** Workspaces and keys beyond are asked for again. */
const entriesMax = 2_000;

/** Whether what is remembered must be forgotten when a statement that writes was run. */
export function touchesRemembered(sql: string): boolean {
  return namesOne.test(sql) && !counts.test(sql);
}

/** What was read of these tables since one of them was last written. Nobody changes what stands here. */
export class Remembered {
  private readonly entries = new Map<string, unknown>();

  /** @param key  What is read, and of whom. Of what is not there nothing is kept: anybody may ask for any key. */
  get<Value>(key: string, read: () => Value): Value {
    const known = this.entries.get(key);
    if (known !== undefined) return known as Value;
    const value = read();
    if (value === undefined) return value;
    if (this.entries.size >= entriesMax) this.entries.clear();
    this.entries.set(key, value);
    return value;
  }

  forget(): void {
    this.entries.clear();
  }
}
