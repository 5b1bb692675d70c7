import type { Call, WorkspaceRequest } from '../page.js';
import type { Draft, FilterDraft } from './draft.js';
import { textOf } from './value-fields.js';

// What a workspace has to choose from: its partners, and for a field the cohorts, segments or campaigns that a search finds.

/** What can be picked, those that are picked first. */
export interface Picks {
  search: string;
  options: Choice[];
  /** Whether there are more than are shown. */
  isMore: boolean;
}

export interface Choice {
  id: string;
  name: string;
  isPicked: boolean;
}

export interface Choices {
  /** Filters over cohorts that are offered, with the names that partners give them. */
  cohortFilters: { partner: string; label: string }[];
  /** By the key of a filter. */
  picks: ReadonlyMap<string, Picks>;
}

/** So many are shown; a search finds the others. */
const shownMax = 20;

type Request = { call: Call; workspace: WorkspaceRequest['workspace'] };

/** What the filters of a draft can choose from. */
export async function choicesOf(request: Request, draft: Draft): Promise<Choices> {
  const { partners } = await request.call('listPartners', {
    params: { ws: request.workspace.id },
    query: { limit: 1_000 },
  });
  const cohortFilters = partners
    .filter(({ enabled }) => enabled)
    .map(({ partner, filter_name }) => ({ partner, label: filter_name }));
  const filters = [...draft.groups, ...draft.exclusions].flatMap((group) => group.filters);
  const picks = await Promise.all(
    filters.map(async (filter) => [filter.key, await picksOf(request, filter)] as const),
  );
  return { cohortFilters, picks: new Map(picks.flatMap(([key, its]) => (its ? [[key, its]] : []))) };
}

async function picksOf(request: Request, { values }: FilterDraft): Promise<Picks | undefined> {
  const search = textOf(values, 'search');
  const [kind, partner = ''] = textOf(values, 'kind').split(/:(.*)/s);
  switch (kind) {
    case 'cohort':
      return pickCohorts(request, partner, search, values.cohort_ids ?? []);
    case 'segment':
      return pickSegments(request, search, values.segment_ids ?? []);
    case 'received_campaign':
      return pickCampaigns(request, search, values.campaign_id ?? []);
    default:
      return undefined;
  }
}

async function pickCohorts(
  { call, workspace }: Request,
  partner: string,
  search: string,
  picked: readonly string[],
): Promise<Picks> {
  const ws = workspace.id;
  const query = { partner, search: search || undefined, limit: shownMax };
  const { cohorts, next_cursor } = await call('listCohorts', { params: { ws }, query });
  const found = cohorts.map(({ cohort_id, name }) => ({ id: cohort_id, name }));
  const nameOf = async (id: string) =>
    (await call('getCohort', { params: { ws, partner, cohort_id: id } })).name;
  return pick(search, found, next_cursor !== null, picked, nameOf);
}

/** Segments that are not archived, the newest first. */
export async function pickSegments(
  { call, workspace }: Request,
  search: string,
  picked: readonly string[],
): Promise<Picks> {
  const ws = workspace.id;
  const query = { search, archived: 'false', newest_first: 'true', limit: shownMax } as const;
  const { segments, next_cursor } = await call('listSegments', { params: { ws }, query });
  const nameOf = async (id: string) => (await call('getSegment', { params: { ws, id } })).name;
  return pick(search, segments, next_cursor !== null, picked, nameOf);
}

async function pickCampaigns(
  { call, workspace }: Request,
  search: string,
  picked: readonly string[],
): Promise<Picks> {
  const params = { ws: workspace.id };
  const query = { search, newest_first: 'true', limit: shownMax } as const;
  const [{ campaigns, ...more }, { canvases, ...moreCanvases }] = await Promise.all([
    call('listCampaigns', { params, query }),
    call('listCanvases', { params, query }),
  ]);
  const isMore = more.next_cursor !== null || moreCanvases.next_cursor !== null;
  return pick(search, [...campaigns, ...canvases], isMore, picked, (id) =>
    nameOfCampaign(call, workspace.id, id),
  );
}

async function nameOfCampaign(call: Call, ws: string, id: string): Promise<string> {
  const params = { ws, id };
  return (await call('getCampaign', { params }).catch(() => call('getCanvas', { params }))).name;
}

async function pick(
  search: string,
  found: readonly { id: string; name: string }[],
  isMore: boolean,
  picked: readonly string[],
  nameOf: (id: string) => Promise<string>,
): Promise<Picks> {
  const known = new Map(found.map(({ id, name }) => [id, name]));
  // What is gone is named by its id.
  const first = picked.map(async (id) => ({
    id,
    name: known.get(id) ?? (await nameOf(id).catch(() => id)),
    isPicked: true,
  }));
  const others = found
    .filter(({ id }) => !picked.includes(id))
    .map(({ id, name }) => ({ id, name, isPicked: false }));
  return { search, options: [...(await Promise.all(first)), ...others], isMore };
}
