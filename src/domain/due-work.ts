/** Work that is planned for a moment of its workspace's clock. Stored, so it survives a restart. */
export type DueWork =
  /** Keep the size of every segment at the end of a day, for `/segments/data_series`. */
  | { kind: 'measure_segments' }
  /** Let the link of an export expire and drop what it led to. */
  | { kind: 'expire_export'; objectPrefix: string }
  /** Send what is scheduled, or the part of it whose time has come. */
  | { kind: 'fire_schedule'; scheduleId: string };

/** One planned piece, with the moment it falls due. */
export interface PlannedWork {
  number: number;
  dueAt: number;
  work: DueWork;
}
