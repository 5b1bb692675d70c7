import type { NewSegment, Profile, Segment } from '../../client/api.js';
import {
  type AnswerOf,
  after,
  type Caller,
  type Either,
  type Given,
  listAll,
  type Mode,
} from '../../client/call.js';
import { idOf } from '../../client/identity.js';
import { workspacePagePath } from '../../client/page-path.js';
import { requireProfile, type Who } from '../identity.js';

/** Whether a user is in a segment, and if not, which criteria keep the user out. */
export type SegmentExplanation = Pick<AnswerOf<'lookUpUser'>, 'matches' | 'failing'>;

/** A saved segment. */
export interface SegmentHandle<M extends Mode | 'either' = 'here'> {
  /** Its UUID: the `segment_id` of `/messages/send` and the segment endpoints. */
  readonly id: string;
  /** Address of the page of the dashboard that shows it. */
  readonly page: string;
  /** The segment with its definition. @throws EmulatorError `segment_not_found`. */
  info(): Given<M, Segment>;
  /** How many users are in it now. */
  size(): Given<M, number>;
  /** Who is in it now, as `ids()` of a cohort names them. Sorted. */
  ids(): Given<M, string[]>;
  /** The users in it now, with all their identifiers. */
  members(): Given<M, Profile[]>;
  /** Whether a user is in it, and which criteria fail if not. @throws EmulatorError `user_not_found`. */
  explain(who: Who): Given<M, SegmentExplanation>;
  /** Gives it another definition. @throws EmulatorError `invalid_request` with the path of what is wrong. */
  replace(segment: NewSegment): Given<M, Segment>;
  /** Archives it; nothing can use it then. */
  archive(): Given<M, Segment>;
  /** Takes it out of the archive. */
  unarchive(): Given<M, Segment>;
  /** Deletes it. @throws EmulatorError `segment_in_use`. */
  delete(): Given<M, void>;
}

export class SegmentOf implements SegmentHandle<'either'> {
  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
    readonly id: string,
  ) {}

  get page(): string {
    return this.caller.url + workspacePagePath(this.ws, 'segments', this.id);
  }

  private get params() {
    return { ws: this.ws, id: this.id };
  }

  info(): Either<Segment> {
    return this.caller.call('getSegment', { params: this.params });
  }

  size(): Either<number> {
    return after(this.caller.call('getSegmentSize', { params: this.params }), ({ size }) => size);
  }

  ids(): Either<string[]> {
    return after(this.members(), (members) => members.map(idOf).sort());
  }

  members(): Either<Profile[]> {
    return listAll(this.caller, 'listSegmentMembers', 'members', { params: this.params });
  }

  explain(who: Who): Either<SegmentExplanation> {
    return after(requireProfile(this.caller, this.ws, 'who', who), ({ braze_id }) =>
      this.caller.call('lookUpUser', { params: this.params, query: { braze_id } }),
    );
  }

  replace(segment: NewSegment): Either<Segment> {
    return this.caller.call('replaceSegment', { params: this.params, body: segment });
  }

  archive(): Either<Segment> {
    return this.caller.call('archiveSegment', { params: this.params });
  }

  unarchive(): Either<Segment> {
    return this.caller.call('unarchiveSegment', { params: this.params });
  }

  delete(): Either<void> {
    return this.caller.call('deleteSegment', { params: this.params });
  }
}
