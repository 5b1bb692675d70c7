/** A sender of cohorts, as this server knows it. */
export interface Partner {
  /** Its name in `/partners/{partner}/cohorts`, lower case. */
  partner: string;
  displayName: string;
  /** What the segment filter over its cohorts is called. */
  filterName: string;
  /** At least one. */
  apiKeys: PartnerApiKey[];
}

/** `partner_api_key` on the wire. */
export interface PartnerApiKey {
  key: string;
  /** Cluster region the key is valid in; `null` is every region. */
  region: ClusterRegion | null;
}

export const clusterRegions = ['us', 'eu', 'au', 'id', 'jp', 'kr'] as const;
export type ClusterRegion = (typeof clusterRegions)[number];

/**
 * The partners that the contract names. Filter names are [doc] (each partner's page); path names are [inferred] but for
 * `segment` [client: Segment]. The keys open nothing but this emulator and are fixed so that no test has to look them up.
 */
export const partnerCatalogue: readonly Partner[] = [
  cataloguePartner('hightouch', 'Hightouch', '11111111-aaaa-4aaa-8aaa-111111111111'),
  cataloguePartner('segment', 'Segment', '11111111-aaaa-4aaa-8aaa-222222222222'),
  cataloguePartner('census', 'Census', '11111111-aaaa-4aaa-8aaa-333333333333'),
  cataloguePartner('amplitude', 'Amplitude', '11111111-aaaa-4aaa-8aaa-444444444444'),
  cataloguePartner('mixpanel', 'Mixpanel', '11111111-aaaa-4aaa-8aaa-555555555555'),
  cataloguePartner('treasuredata', 'Treasure Data', '11111111-aaaa-4aaa-8aaa-666666666666'),
  cataloguePartner('amperity', 'Amperity', '11111111-aaaa-4aaa-8aaa-777777777777'),
  cataloguePartner('appsflyer', 'AppsFlyer', '11111111-aaaa-4aaa-8aaa-888888888888'),
  cataloguePartner('heap', 'Heap', '11111111-aaaa-4aaa-8aaa-999999999999'),
  cataloguePartner('kubit', 'Kubit', '11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa'),
  cataloguePartner('tinyclues', 'Tinyclues', '11111111-aaaa-4aaa-8aaa-bbbbbbbbbbbb'),
  cataloguePartner('splio', 'Splio', '11111111-aaaa-4aaa-8aaa-cccccccccccc'),
];

function cataloguePartner(partner: string, displayName: string, key: string): Partner {
  return { partner, displayName, filterName: `${displayName} Cohorts`, apiKeys: [{ key, region: null }] };
}

/**
 * The region of the cluster that a `Host` header names, e.g. `eu` for `rest.fra-01.braze.eu`; `undefined` when it names
 * none, as on localhost. [doc] partners/isv_partners/cohort_import, list of REST endpoints
 */
export function clusterRegionOfHost(host: string): ClusterRegion | undefined {
  const match = /^rest\.(iad|fra|au|id|jp|kr)-\d{2}\.braze\.(com|eu)\.?(:\d+)?$/.exec(host.toLowerCase());
  return regionOfSite[match?.[1] ?? ''];
}

/** Whether a host, in lower case and without a port, is one of Braze's REST endpoints, a cluster that is not listed included. */
export function isBrazeHost(host: string): boolean {
  return /^rest\.[\w.-]+\.braze\.(com|eu)\.?$/.test(host);
}

const regionOfSite: Partial<Record<string, ClusterRegion>> = {
  iad: 'us',
  fra: 'eu',
  au: 'au',
  id: 'id',
  jp: 'jp',
  kr: 'kr',
};

/** Whether it is the name of a cluster's REST API, a cluster that is not in the list yet included. */
export function isBrazeRestHost(name: string): boolean {
  return /^rest\.[a-z0-9-]+\.braze\.(com|eu)$/.test(name);
}

/** The hosts of a region's clusters, as they are spoken of. [doc] cohort_import */
export function hostsOfRegion(region: ClusterRegion): string {
  if (region === 'us') return 'rest.iad-01.braze.com to rest.iad-08.braze.com';
  return region === 'eu' ? 'rest.fra-01.braze.eu, rest.fra-02.braze.eu' : `rest.${region}-01.braze.com`;
}
