import type {
  Campaign,
  Canvas,
  ControlCalls,
  NewCampaign,
  NewCanvas,
  Profile,
  Send,
} from '../../client/api.js';
import { after, type Caller, type Either, type Given, listAll, type Mode } from '../../client/call.js';
import { idOf } from '../../client/identity.js';
import { workspacePagePath } from '../../client/page-path.js';
import { anObject } from '../arguments.js';
import { inTurn, requireProfile, type Who } from '../identity.js';
import type { SegmentExplanation } from './segment.js';

/** What a send by hand can be told: `recipients`, `audience`, and what personalizes the message. */
export type SendByHand = ControlCalls['sendCampaign']['body'] | ControlCalls['sendCanvas']['body'];

/** Who a campaign or Canvas addresses, and what it sent. */
export interface AudienceHandle<M extends Mode | 'either', Its, New> {
  /** Its UUID: the `campaign_id` or `canvas_id` of a trigger. */
  readonly id: string;
  /** Address of the page of the dashboard that shows it. */
  readonly page: string;
  /** The campaign or Canvas itself. */
  info(): Given<M, Its>;
  /** Who it would address now, as `ids()` of a cohort names them. Sorted. */
  ids(): Given<M, string[]>;
  /** The users it would address now, with all their identifiers. */
  audience(): Given<M, Profile[]>;
  /** How many users it would address now. */
  size(): Given<M, number>;
  /** Whether it would address a user now, and which criteria fail if not. @throws EmulatorError `user_not_found`. */
  explain(who: Who): Given<M, SegmentExplanation>;
  /**
   * Sends it by hand, as a trigger endpoint of Braze would.
   *
   * @param request  As the body of the trigger endpoint, without the id. Left out, everybody in its target gets it.
   */
  send(request?: SendByHand): Given<M, Send>;
  /** What it sent, the newest first: who would have received it, and who was dropped and why. */
  sends(): Given<M, Send[]>;
  /** Gives it another form. What is left out is as in a new one. */
  replace(its: New): Given<M, Its>;
  /** Deletes it. */
  delete(): Given<M, void>;
}

/** A campaign. */
export type CampaignHandle<M extends Mode | 'either' = 'here'> = AudienceHandle<M, Campaign, NewCampaign>;
/** A Canvas. */
export type CanvasHandle<M extends Mode | 'either' = 'here'> = AudienceHandle<M, Canvas, NewCanvas>;

/** The endpoints of campaigns and of Canvases, which differ in nothing but their names. */
const endpoints = {
  campaign: {
    get: 'getCampaign',
    replace: 'replaceCampaign',
    delete: 'deleteCampaign',
    audience: 'viewCampaignAudience',
    send: 'sendCampaign',
    query: 'campaign_id',
  },
  canvas: {
    get: 'getCanvas',
    replace: 'replaceCanvas',
    delete: 'deleteCanvas',
    audience: 'viewCanvasAudience',
    send: 'sendCanvas',
    query: 'canvas_id',
  },
} as const;

/** What keeps a user out whom every segment of the target has. */
const ownFilters = {
  path: 'target.additional_filters',
  description: 'the filters beside the segments leave the user out',
};

export class AudienceOf<Its, New extends NewCampaign & NewCanvas>
  implements AudienceHandle<'either', Its, New>
{
  private readonly its: (typeof endpoints)[keyof typeof endpoints];

  constructor(
    private readonly caller: Caller,
    private readonly ws: string,
    private readonly kind: keyof typeof endpoints,
    readonly id: string,
  ) {
    this.its = endpoints[kind];
  }

  get page(): string {
    return (
      this.caller.url +
      workspacePagePath(this.ws, this.kind === 'campaign' ? 'campaigns' : 'canvases', this.id)
    );
  }

  private get params() {
    return { ws: this.ws, id: this.id };
  }

  info(): Either<Its> {
    return this.read() as Either<Its>;
  }

  ids(): Either<string[]> {
    return after(this.audience(), (profiles) => profiles.map(idOf).sort());
  }

  audience(): Either<Profile[]> {
    return listAll(this.caller, this.its.audience, 'members', { params: this.params });
  }

  size(): Either<number> {
    const query = { limit: 1 };
    return after(this.caller.call(this.its.audience, { params: this.params, query }), ({ size }) => size);
  }

  explain(who: Who): Either<SegmentExplanation> {
    return after(requireProfile(this.caller, this.ws, 'who', who), (profile) =>
      after(this.audience(), (audience) => {
        const matches = audience.some(({ braze_id }) => braze_id === profile.braze_id);
        if (matches) return { matches, failing: [] };
        return after(this.failingSegments(profile), (failing) => ({
          matches,
          failing: failing.length > 0 ? failing : [ownFilters],
        }));
      }),
    );
  }

  private read(): Either<Campaign | Canvas> {
    return this.caller.call(this.its.get, { params: this.params });
  }

  private failingSegments({ braze_id }: Profile): Either<SegmentExplanation['failing']> {
    return after(this.read(), ({ target }) => {
      const lookUps = inTurn(target.segment_ids, (id) =>
        this.caller.call('lookUpUser', { params: { ws: this.ws, id }, query: { braze_id } }),
      );
      return after(lookUps, (its) =>
        its.flatMap(({ failing }, index) =>
          failing.map(({ path, description }) => ({
            path: `target.segment_ids[${index}].${path}`,
            description,
          })),
        ),
      );
    });
  }

  send(request: SendByHand = {}): Either<Send> {
    return this.caller.call(this.its.send, { params: this.params, body: anObject('request', request) });
  }

  sends(): Either<Send[]> {
    const query = { [this.its.query]: this.id };
    return listAll(this.caller, 'listSends', 'sends', { params: { ws: this.ws }, query });
  }

  replace(its: New): Either<Its> {
    return this.caller.call(this.its.replace, { params: this.params, body: its }) as Either<Its>;
  }

  delete(): Either<void> {
    return this.caller.call(this.its.delete, { params: this.params });
  }
}
