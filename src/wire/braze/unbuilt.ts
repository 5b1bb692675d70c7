import type { Endpoint } from '../../domain/endpoint.js';

/** Endpoints of one family that Braze has and this emulator has not. */
export interface UnbuiltFamily {
  /** What they are about, as in "SDK authentication keys". */
  family: string;
  /** Page of the family below Braze's documentation. [doc] */
  page: string;
  /** What each does at Braze, by `VERB /path/{name}`. */
  endpoints: Readonly<Record<string, string>>;
}

/**
 * What is answered 501. Every other unknown path is answered 404. [doc] the pages under api/endpoints, except where a
 * comment says otherwise.
 */
export const unbuiltFamilies: readonly UnbuiltFamily[] = [
  {
    family: 'SDK authentication',
    page: 'api/endpoints/sdk_authentication',
    endpoints: {
      'GET /app_group/sdk_authentication/keys': 'Lists the keys by which an SDK signs who its user is.',
      'POST /app_group/sdk_authentication/create': 'Adds a key by which an SDK signs who its user is.',
      'PUT /app_group/sdk_authentication/primary': 'Makes an SDK authentication key the primary one.',
      'DELETE /app_group/sdk_authentication/delete': 'Deletes an SDK authentication key.',
    },
  },
  {
    family: 'Campaign and Canvas analytics',
    page: 'api/endpoints/export',
    endpoints: {
      'GET /campaigns/data_series': 'Exports daily statistics of a campaign.',
      'GET /campaigns/url_info/details': 'Exports the links in a message of a campaign.',
      'GET /canvas/data_series': 'Exports daily statistics of a Canvas.',
      'GET /canvas/data_summary': 'Exports a summary of the statistics of a Canvas.',
      'GET /canvas/url_info/details': 'Exports the links in a message of a Canvas.',
      'GET /sends/data_series': 'Exports daily statistics of a tracked send.',
    },
  },
  {
    family: 'Copies of campaigns and Canvases',
    page: 'api/endpoints/messaging',
    endpoints: {
      'POST /campaigns/duplicate': 'Copies a campaign.',
      'POST /canvas/duplicate': 'Copies a Canvas.',
    },
  },
  {
    family: 'Catalogs',
    page: 'api/endpoints/catalogs',
    endpoints: {
      'GET /catalogs': 'Lists catalogs.',
      'POST /catalogs': 'Creates a catalog.',
      'DELETE /catalogs/{name}': 'Deletes a catalog.',
      'POST /catalogs/{name}/fields': 'Adds fields to a catalog.',
      'DELETE /catalogs/{name}/fields/{field}': 'Deletes a field of a catalog.',
      'GET /catalogs/{name}/items': 'Lists items of a catalog.',
      'POST /catalogs/{name}/items': 'Creates items in a catalog.',
      'PUT /catalogs/{name}/items': 'Replaces items of a catalog.',
      'PATCH /catalogs/{name}/items': 'Changes items of a catalog.',
      'DELETE /catalogs/{name}/items': 'Deletes items of a catalog.',
      'GET /catalogs/{name}/items/{item}': 'Returns one item of a catalog.',
      'POST /catalogs/{name}/items/{item}': 'Creates one item in a catalog.',
      'PUT /catalogs/{name}/items/{item}': 'Replaces one item of a catalog.',
      'PATCH /catalogs/{name}/items/{item}': 'Changes one item of a catalog.',
      'DELETE /catalogs/{name}/items/{item}': 'Deletes one item of a catalog.',
      'POST /catalogs/{name}/selections': 'Adds a selection to a catalog.',
      'DELETE /catalogs/{name}/selections/{selection}': 'Deletes a selection of a catalog.',
    },
  },
  {
    family: 'Cloud Data Ingestion',
    page: 'api/endpoints/cdi',
    endpoints: {
      'GET /cdi/integrations': 'Lists Cloud Data Ingestion integrations.',
      'GET /cdi/integrations/{integration}/job_sync_status': 'Lists past syncs of an integration.',
      'POST /cdi/integrations/{integration}/sync': 'Starts a sync of an integration.',
    },
  },
  {
    family: 'Templates, Content Blocks and media',
    page: 'api/endpoints/templates',
    endpoints: {
      'GET /content_blocks/info': 'Returns a Content Block.',
      'GET /content_blocks/list': 'Lists Content Blocks.',
      'POST /content_blocks/create': 'Creates a Content Block.',
      'POST /content_blocks/update': 'Changes a Content Block.',
      'GET /templates/email/info': 'Returns an e-mail template.',
      'GET /templates/email/list': 'Lists e-mail templates.',
      'POST /templates/email/create': 'Creates an e-mail template.',
      'POST /templates/email/update': 'Changes an e-mail template.',
      'POST /media_library/create': 'Uploads a file to the media library.',
    },
  },
  {
    family: 'Lists and statistics of attributes, events, purchases and sessions',
    page: 'api/endpoints/export',
    endpoints: {
      'GET /custom_attributes': 'Lists custom attributes.',
      'GET /events': 'Lists custom events with what is known of them.',
      'GET /events/data_series': 'Exports how often a custom event occurred.',
      'GET /events/list': 'Lists the names of custom events.',
      'GET /feed/data_series': 'Exports daily statistics of a News Feed card.',
      'GET /feed/details': 'Returns a News Feed card.',
      'GET /feed/list': 'Lists News Feed cards.',
      'GET /kpi/dau/data_series': 'Exports daily active users.',
      'GET /kpi/mau/data_series': 'Exports monthly active users.',
      'GET /kpi/new_users/data_series': 'Exports new users a day.',
      'GET /kpi/uninstalls/data_series': 'Exports uninstalls a day.',
      'GET /purchases/product_list': 'Lists product ids.',
      'GET /purchases/quantity_series': 'Exports how much was bought.',
      'GET /purchases/revenue_series': 'Exports what was earned.',
      'GET /sessions/data_series': 'Exports sessions.',
    },
  },
  {
    family: 'E-mail lists and addresses',
    page: 'api/endpoints/email',
    endpoints: {
      'POST /email/blacklist': 'Unsubscribes e-mail addresses and marks them as hard bounced.',
      'POST /email/blocklist': 'Unsubscribes e-mail addresses and marks them as hard bounced.',
      'POST /email/bounce/remove': 'Removes e-mail addresses from the bounce list.',
      'GET /email/hard_bounces': 'Lists e-mail addresses that bounced.',
      'POST /email/spam/remove': 'Removes e-mail addresses from the spam list.',
      'POST /email/status': 'Changes the subscription state of e-mail addresses.',
      'GET /email/unsubscribes': 'Lists e-mail addresses that unsubscribed.',
    },
  },
  {
    family: 'SMS',
    page: 'api/endpoints/sms',
    endpoints: {
      'GET /sms/invalid_phone_numbers': 'Lists phone numbers that are invalid.',
      'POST /sms/invalid_phone_numbers/remove': 'Removes phone numbers from the list of invalid ones.',
    },
  },
  {
    family: 'Subscription groups',
    page: 'api/endpoints/subscription_groups',
    endpoints: {
      'GET /subscription/status/get': 'Returns the state of users in a subscription group.',
      'POST /subscription/status/set': 'Changes the state of users in a subscription group.',
      'GET /subscription/user/status': 'Lists the subscription groups of users.',
      'POST /v2/subscription/status/set': 'Changes the state of users in subscription groups.',
    },
  },
  {
    family: 'Preference center',
    page: 'api/endpoints/preference_center',
    endpoints: {
      'GET /preference_center/v1/list': 'Lists preference centers.',
      'POST /preference_center/v1': 'Creates a preference center.',
      'GET /preference_center/v1/{id}': 'Returns a preference center.',
      'PUT /preference_center/v1/{id}': 'Changes a preference center.',
      'GET /preference_center/v1/{id}/url/{user}': 'Makes the address of a preference center for a user.',
    },
  },
  {
    family: 'Scheduled messages, Live Activities and transactional e-mail',
    page: 'api/endpoints/messaging',
    endpoints: {
      'POST /messages/live_activity/start': 'Starts a Live Activity.',
      'POST /messages/live_activity/update': 'Changes or ends a Live Activity.',
      'POST /messages/schedule/create': 'Plans a message that stands in the request.',
      'POST /messages/schedule/delete': 'Takes a planned message back.',
      'POST /messages/schedule/update': 'Changes a planned message.',
      'GET /messages/scheduled_broadcasts': 'Lists planned campaigns and Canvases.',
      'POST /transactional/v1/campaigns/{id}/send': 'Sends a transactional e-mail.',
    },
  },
  {
    family: 'SCIM',
    page: 'api/endpoints/scim',
    endpoints: {
      'GET /scim/v2/Users': 'Finds a user of the dashboard by e-mail address.',
      'POST /scim/v2/Users': 'Creates a user of the dashboard.',
      'GET /scim/v2/Users/{id}': 'Returns a user of the dashboard.',
      'PUT /scim/v2/Users/{id}': 'Changes a user of the dashboard.',
      'DELETE /scim/v2/Users/{id}': 'Deletes a user of the dashboard.',
    },
  },
  {
    family: 'Further user endpoints',
    page: 'api/endpoints/user_data',
    endpoints: {
      'POST /export/segment/cancel': 'Cancels a running export of a segment.',
      'POST /users/export/global_control_group': 'Exports the global control group.',
      'POST /users/track/bulk': 'Records many objects for users at once.',
      'POST /users/track/sync': 'Records an object for a user and waits until it is processed.',
    },
  },
];

/** Each of them as rules and explanations know it. */
export const unbuiltEndpoints: readonly Endpoint[] = unbuiltFamilies.flatMap(({ endpoints }) =>
  Object.entries(endpoints).map(([name, summary]) => {
    const [verb = '', path = ''] = name.split(' ');
    return { verb, path, summary, isBuilt: false };
  }),
);

let unbuilt: RegExp | undefined;

/** Whether it is a path of one, a slash at its end or not. As routes they would make every start build a router of a hundred paths more. */
export function isUnbuiltPath(verb: string, path: string): boolean {
  const names = () => unbuiltEndpoints.map((endpoint) => `${endpoint.verb} ${endpoint.path}`).join('|');
  unbuilt ??= new RegExp(`^(?:${names().replaceAll(/\{\w+\}/g, '[^/]+')})/?$`);
  return unbuilt.test(`${verb} ${path}`);
}
