import { dayMs, hourMs } from './time/time.js';

/**
 * Every limit of the Braze surface, once. The mark says how sure we are: `[doc]` Braze's documentation,
 * `[client]` a public client relies on it, `[inferred]` our choice.
 */

/** Identifiers in one `/cohorts/users` request, over all lists and change objects. [doc] partners/isv_partners/cohort_import */
export const cohortIdentifiersPerRequestMax = 1_000;
/** Requests to both cohort endpoints. [doc] cohort_import; per workspace and partner [inferred] */
export const cohortRequestsPerHourMax = 250_000;
/** Body of every Braze endpoint: 4 MiB. [doc] api/api_limits */
export const brazeBodyBytesMax = 4 * 1024 * 1024;
/** Objects in one `/users/track` request, the three arrays together. [doc] user_data/post_user_track */
export const trackObjectsPerRequestMax = 75;
/** Entries in one array of the identify, alias, merge, delete, rename, remove and export endpoints. [doc] each page */
export const identifiersPerRequestMax = 50;
/** [doc] user_data/post_user_track */
export const externalIdBytesMax = 987;
/** Alias name and alias label, each. [doc] objects_filters/user_alias_object */
export const aliasPartBytesMax = 236;
/** A device id imported with a push token. [doc] user_data/post_user_track */
export const deviceIdBytesMin = 8;
export const deviceIdBytesMax = 255;
/** Elements of an array attribute. [doc] objects_filters/user_attributes_object */
export const attributeArrayElementsMax = 500;
/** An array or object attribute, as JSON: 100 KB. [doc] array_of_objects, nested_custom_attribute_support, data_types; 1 KB = 1,024 bytes [inferred] */
export const attributeBytesMax = 100 * 1024;
/** A text or a key in a nested object, in characters; the name and the text of a custom attribute, of which longer ones are noted and kept. [doc] data_types, nested_custom_attribute_support */
export const attributeTextLengthMax = 255;
/** Years of a nested time beyond this one are not kept; a custom attribute keeps them as text. [doc] user_attributes_object */
export const attributeYearMax = 3000;
/** Name of an event or purchase property, in characters. [doc] objects_filters/event_object */
export const propertyNameLengthMax = 255;
/** String value of an event or purchase property, in characters. [doc] event_object */
export const propertyStringLengthMax = 255;
/** Properties of one event or purchase, as JSON: 100 KB. [doc] event_object; 1 KB = 1,024 bytes [inferred] */
export const propertiesBytesMax = 100 * 1024;
/** Trigger properties, and context, of a request and of each recipient, as JSON: 50 KB. [doc] trigger_properties_object; 1 KB = 1,024 bytes [inferred] */
export const triggerPropertiesBytesMax = 50 * 1024;
/** In ASCII characters. [doc] identifier_types */
export const sendIdLengthMax = 64;
/** [doc] objects_filters/purchase_object */
export const productIdLengthMax = 255;
export const purchaseQuantityMax = 100;
/** Users in one file of a segment export. [doc] export/user_data/post_users_segment ("generally") */
export const usersPerExportFile = 5_000;
/** Names in `custom_attributes_to_export`. [doc] post_users_segment */
export const exportedCustomAttributesMax = 500;
/** Segment exports that run at once, per company [doc] post_users_segment; per workspace [inferred] */
export const runningExportsMax = 100;
/** How long the link of a segment export works, once it does: 4 hours. [doc] export_troubleshooting */
export const exportLinkMs = 4 * hourMs;
/** Days of 24 hours that the history in a segment export reaches back. [doc] post_users_segment */
export const exportedHistoryDays = 90;
/** One segment filter, as JSON. [doc] segments/troubleshooting; whose JSON [inferred]: that of the control API */
export const segmentFilterBytesMax = 10_000;
/** Values of `is any of` and its kin. [doc] creating_a_segment */
export const filterValuesMax = 256;
/** A regular expression in a filter, in characters. [doc] data_types */
export const regexLengthMax = 32_764;
/**
 * Regular expressions of one definition with those of the segments that it names, of one connected audience or of one new
 * workspace: characters, classes and groups once counted repetitions are written out. They take at most some 0.1 s to compile,
 * and any pattern that fits a filter's bytes without counted repetitions is smaller. Ours.
 */
export const regexSizeMax = 10_000;
/** How often something was done, where days are counted. [doc] segmentation_filters */
export const countWithinDaysMax = 50;
/** Days that occurrences are counted over, today not counted. [doc] segmentation_filters */
export const withinDaysMax = 30;
/** Filters of one definition, of the additional filters of a target or of a connected audience, all groups together. Ours. */
export const filtersMax = 100;
/** The same with those of the segments that they name, as often as they name them. Ours. */
export const filtersWithSegmentsMax = 1_000;
/** Segments, campaigns and Canvases, each, of one workspace. Ours. */
export const segmentsPerWorkspaceMax = 1_000;
export const campaignsPerWorkspaceMax = 1_000;
/** Days that `/segments/data_series` shows. [doc] get_segment_analytics */
export const dataSeriesDaysMax = 100;
/** Definitions of all segments of a workspace and targets of its campaigns and Canvases, as they are kept, in JSON: 2 MiB. Ours. */
export const definitionsBytesMax = 2 * 1024 * 1024;
/** All that a workspace keeps of segments, campaigns and Canvases, messages and descriptions too, in JSON: 64 MiB. Ours. */
export const messagingBytesMax = 64 * 1024 * 1024;
/** Items on one page of a Braze list. [doc] get_segment, get_campaigns, get_canvases */
export const brazePageItems = 100;

/** Values in a body of the Braze surface: elements and fields at any depth. Ours: a request of as many objects as any endpoint takes has fewer. */
export const brazeBodyValuesMax = 100_000;

/** Body of a control API request that brings profiles or a workspace: 64 MiB, and values in it. Ours. */
export const controlBodyBytesMax = 64 * 1024 * 1024;
export const controlBodyValuesMax = 1_000_000;
/** Any other body of the control API: 4 MiB, and values in it. Ours. */
export const smallControlBodyBytesMax = 4 * 1024 * 1024;
export const smallControlBodyValuesMax = 100_000;
/** Bodies that are read at once, together: of the Braze surface 64 MiB, of the control API 128 MiB. Ours. */
export const brazeBodiesBytesMax = 64 * 1024 * 1024;
export const controlBodiesBytesMax = 128 * 1024 * 1024;
/** A body that counts for nothing there: 256 KiB. Ours. */
export const freeBodyBytesMax = 256 * 1024;
/** How long a body waits for room among them. Ours. */
export const roomPatienceMsDefault = 30_000;
/** Requests that faults hold or delay, by their bodies together: 64 MiB; each counts for 64 KiB at least. Ours. */
export const struckBodiesBytesMax = 64 * 1024 * 1024;
export const struckBodyBytesMin = 64 * 1024;
/** One line of a streamed NDJSON body: 1 MiB, and values in it. Ours. */
export const ndjsonLineBytesMax = 1024 * 1024;
export const ndjsonLineValuesMax = 20_000;
/** The moments a workspace's clock may show: the years 1970 to 9999, which ISO 8601 writes with four digits. Ours. */
export const clockTimeMin = 0;
export const clockTimeMax = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** How far one call moves a workspace's clock on: 100 years. Ours. */
export const clockAdvanceMsMax = 36_525 * dayMs;
/** Longest processing delay: a year. Ours. */
export const processingDelayMsMax = 365 * dayMs;
/** A snapshot: what Node reads and writes in one piece, 2 GiB less one byte. Ours. */
export const snapshotBytesMax = 2 * 1024 ** 3 - 1;
/** All snapshots of a server without a database file together, which are in its memory: 1 GiB. Ours. */
export const snapshotsInMemoryBytesMax = 1024 ** 3;
/** Items on one page of a control API list. Ours. */
export const pageItemsMax = 1_000;
export const pageItemsDefault = 100;
/** A page of workspaces, cohorts, segments, campaigns, Canvases or sends ends once these have so many bytes as JSON: 2 MiB. Ours. */
export const listedBytesMax = 2 * 1024 * 1024;
/** A page of profiles ends once their identifiers have so many bytes: 16 MiB. Ours. */
export const profilesPageBytesMax = 16 * 1024 * 1024;

/** Waits that are open at once: after each change everything is looked at again for each of them. Ours. */
export const openWaitsMax = 1_000;
/** Of their bodies together: what is asked is held, parsed, as long as it is waited for: 16 MiB. Ours. */
export const openWaitsBytesMax = 16 * 1024 * 1024;
/** Members of a cohort that one wait is for. Ours. */
export const awaitedMembersMax = 1_000;
/** Identifiers that one page of a search among members looks at. Ours. */
export const memberSearchIdentifiersMax = 20_000;
/** Requests to one cohort with no greater gap than this between them are one sync, in milliseconds. Ours. */
export const syncGapMs = 60_000;
/** Points of the size of a cohort over time. Ours. */
export const sizePointsMax = 1_000;
/** Identifiers that are explained at once. Ours. */
export const explainedIdentifiersMax = 10_000;
/** What `verify` and `wait` are asked: requests in order, headers, and comparisons of a pattern with one request. Ours. */
export const requestsInOrderMax = 100;
export const matchedHeadersMax = 100;
export const patternComparisonsMax = 1_000_000;
/** Exceptions that settings of the contract's rules may have. Ours. */
export const contractExceptionsMax = 100;
/** A pattern for a path, in characters. Ours. */
export const routePatternLengthMax = 512;
/** The journal is read so many bytes at a time, and a page of it ends once it has so many. Ours. */
export const journalStretchBytes = 1024 * 1024;
export const journalPageBytesMax = 16 * 1024 * 1024;

/** What a fault may be told, and how many a workspace may have: each request is held against all of them. Ours. */
export const faultDelayMsMax = dayMs;
export const faultRetryAfterSMax = 24 * 60 * 60;
export const faultCountMax = 1_000_000;
export const faultStepsMax = 1_000;
export const faultsPerWorkspaceMax = 1_000;
/** The effects of all faults of a workspace, as JSON: 4 MiB. Ours. */
export const faultEffectsBytesMax = 4 * 1024 * 1024;
/** A name in the control API, of a workspace, a segment, a campaign, a cohort or a custom attribute, in characters. Ours. */
export const nameLengthMax = 4_096;
/** What a workspace says of custom data: attributes, and events on the blocklist. Ours. */
export const customAttributeSettingsMax = 5_000;
export const blocklistedEventsMax = 5_000;
/** What one request makes a workspace with. Ours. */
export const newWorkspacePartnersMax = 1_000;
export const newWorkspaceRestApiKeysMax = 1_000;
export const newWorkspaceKeysPerPartnerMax = 100;
export const newWorkspaceCohortsMax = 5_000;
export const newWorkspaceFiltersMax = 5_000;
/** Workspaces of a server. Ours. */
export const workspacesMax = 10_000;
/** An answer that a fault plants: its body in bytes, its headers, and characters of one header's value. Ours. */
export const plantedBodyBytesMax = 64 * 1024;
export const plantedHeadersMax = 50;
export const plantedHeaderLengthMax = 4_096;
/** How a fault slows an answer down: bytes at a time, milliseconds between, bytes in a second. Ours. */
export const dripBytesMax = 65_536;
export const dripEveryMsMax = 60_000;
export const bytesPerSMax = 1_000_000;
/** Requests that one workspace's journal keeps, and how much they may take together: 64 MiB. The oldest go first. Ours. */
export const journalEntriesMax = 10_000;
export const journalBytesMax = 64 * 1024 * 1024;
/** All journals of the server together: 256 MiB. Ours. */
export const allJournalsBytesMax = 256 * 1024 * 1024;
/** A body that the journal keeps; of a larger one it keeps that it was. Ours. */
export const journaledBodyBytesMax = brazeBodyBytesMax;
/** What it keeps of a body that is no JSON, in characters; then it says how many more there were. Ours. */
export const journaledTextLengthMax = 64 * 1024;
/** A cohort id by which a request is found in it, in characters; of a longer one its beginning, as the whole is in the body. Ours. */
export const journaledIdLengthMax = 16 * 1024;
/** So much of it is looked at for what is wrong with it, in characters. Ours. */
export const explainedTextLengthMax = 256 * 1024;
/** A value that a decision shows: characters of a text, and elements or fields. Ours. */
export const shownTextLengthMax = 200;
/** A sentence or a path of a decision, which may have values of the request in it, in characters. Ours. */
export const shownSentenceLengthMax = 1_000;
export const shownElementsMax = 5;
/** Places that one note lists. Ours. */
export const shownPathsMax = 20;
