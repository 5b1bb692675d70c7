import type { Campaign, Canvas, NewCampaign, NewCanvas, Send, Target } from '../../../client/api.js';
import type { AnswerOf } from '../../../client/call.js';
import { links } from '../../links.js';
import type { Call } from '../../page.js';

/** A campaign or a Canvas, as pages show both. */
export type Either = Campaign | Canvas;

interface Listing {
  search?: string;
  archived: 'true' | 'false';
  newest_first: 'true';
  cursor?: string;
  limit: number;
}

interface Listed {
  items: Either[];
  next: string | null;
}

/** What a person says of either. */
export interface Said {
  name: string;
  description: string;
  target: Target;
}

type Of = { ws: string; id: string };

/** How campaigns and Canvases are asked for, and what they are called. */
export interface Kind {
  /** In addresses and in the parameters of the outbox. */
  name: 'campaign' | 'canvas';
  noun: string;
  plural: string;
  link(ws: string, id: string): string;
  newLink(ws: string): string;
  list(call: Call, ws: string, query: Listing): Promise<Listed>;
  get(call: Call, of: Of): Promise<Either>;
  create(call: Call, ws: string, said: Said): Promise<Either>;
  /** Says something else of it; everything else stays. */
  change(
    call: Call,
    of: Of,
    said: Partial<Said> & { enabled?: boolean; archived?: boolean },
  ): Promise<Either>;
  remove(call: Call, of: Of): Promise<undefined>;
  audience(
    call: Call,
    of: Of,
    query: { limit: number; cursor?: string },
  ): Promise<AnswerOf<'viewCampaignAudience'>>;
  send(
    call: Call,
    of: Of,
    body: { recipients?: Record<string, unknown>[]; properties?: Record<string, unknown> },
  ): Promise<Send>;
}

export const campaignKind: Kind = {
  name: 'campaign',
  noun: 'campaign',
  plural: 'Campaigns',
  link: links.campaign,
  newLink: links.newCampaign,
  async list(call, ws, query) {
    const { campaigns, next_cursor } = await call('listCampaigns', { params: { ws }, query });
    return { items: campaigns, next: next_cursor };
  },
  get: (call, params) => call('getCampaign', { params }),
  create: (call, ws, body) => call('createCampaign', { params: { ws }, body }),
  async change(call, params, said) {
    const now = await call('getCampaign', { params });
    return call('replaceCampaign', { params, body: { ...(contentOf(now) as NewCampaign), ...said } });
  },
  remove: (call, params) => call('deleteCampaign', { params }),
  audience: (call, params, query) => call('viewCampaignAudience', { params, query }),
  send: (call, params, { recipients, properties }) =>
    call('sendCampaign', { params, body: { recipients, trigger_properties: properties } }),
};

export const canvasKind: Kind = {
  name: 'canvas',
  noun: 'Canvas',
  plural: 'Canvases',
  link: links.canvas,
  newLink: links.newCanvas,
  async list(call, ws, query) {
    const { canvases, next_cursor } = await call('listCanvases', { params: { ws }, query });
    return { items: canvases, next: next_cursor };
  },
  get: (call, params) => call('getCanvas', { params }),
  create: (call, ws, body) => call('createCanvas', { params: { ws }, body }),
  async change(call, params, said) {
    const now = await call('getCanvas', { params });
    return call('replaceCanvas', { params, body: { ...(contentOf(now) as NewCanvas), ...said } });
  },
  remove: (call, params) => call('deleteCanvas', { params }),
  audience: (call, params, query) => call('viewCanvasAudience', { params, query }),
  send: (call, params, { recipients, properties }) =>
    call('sendCanvas', { params, body: { recipients, context: properties } }),
};

export const kinds = [campaignKind, canvasKind];

/** What is saved anew when it is replaced whole: all but what the emulator keeps of it. */
function contentOf(its: Either): object {
  const kept = new Set([
    'id',
    'created_at',
    'updated_at',
    'first_sent',
    'last_sent',
    'first_entry',
    'last_entry',
  ]);
  return Object.fromEntries(Object.entries(its).filter(([name]) => !kept.has(name)));
}

/** When it last had a receiver; `null` before. */
export function lastSent(its: Either): string | null {
  return 'last_sent' in its ? its.last_sent : its.last_entry;
}
