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
/** An array of objects, as JSON: 100 KB. [doc] user_attributes_object; 1 KB = 1,024 bytes [inferred] */
export const attributeObjectArrayBytesMax = 100 * 1024;
/** Name of an event or purchase property, in characters. [doc] objects_filters/event_object */
export const propertyNameLengthMax = 255;
/** String value of an event or purchase property, in characters. [doc] event_object */
export const propertyStringLengthMax = 255;
/** Properties of one event or purchase, as JSON: 100 KB. [doc] event_object; 1 KB = 1,024 bytes [inferred] */
export const propertiesBytesMax = 100 * 1024;
/** [doc] objects_filters/purchase_object */
export const productIdLengthMax = 255;
export const purchaseQuantityMax = 100;

/** Body of a control API request: 64 MiB. Ours. */
export const controlBodyBytesMax = 64 * 1024 * 1024;
/** One line of a streamed NDJSON body: 1 MiB. Ours. */
export const ndjsonLineBytesMax = 1024 * 1024;
/** Items on one page of a control API list. Ours. */
export const pageItemsMax = 1_000;
export const pageItemsDefault = 100;

/** Requests that one workspace's journal keeps, and how much they may take together: 64 MiB. The oldest go first. Ours. */
export const journalEntriesMax = 10_000;
export const journalBytesMax = 64 * 1024 * 1024;
/** All journals of the server together: 256 MiB. Ours. */
export const allJournalsBytesMax = 256 * 1024 * 1024;
/** A body that the journal keeps; of a larger one it keeps that it was. Ours. */
export const journaledBodyBytesMax = brazeBodyBytesMax;
/** A value that a decision shows: characters of a text, and elements or fields. Ours. */
export const shownTextLengthMax = 200;
/** A sentence or a path of a decision, which may have values of the request in it, in characters. Ours. */
export const shownSentenceLengthMax = 1_000;
export const shownElementsMax = 5;
