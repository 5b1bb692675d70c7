import {
  contactIn,
  type TrackedAttributes,
  type TrackedObject,
  type TrackRecipient,
  type TrackRequest,
} from './track.js';

/** What of a request is visible first: users without anything but what they are known by, or users with everything. */
export const firstParts = ['identifiers', 'users'] as const;
export type FirstPart = (typeof firstParts)[number];

/** A request in two parts, of which Braze shows the first before the other. [client: basket, grouparoo] */
export interface TrackParts {
  now: TrackRequest;
  later: TrackRequest;
}

/**
 * Divides a request. The first part has some of the users: all that is about them, or, as `identifiers`, nothing but what
 * they are known by. The second has the rest.
 *
 * @param isFirst  Asked once for each user of the request, in the order in which they stand there.
 */
export function divideTrack(request: TrackRequest, first: FirstPart, isFirst: () => boolean): TrackParts {
  const chosen = new Map<string, boolean>();
  const isChosen = ({ recipient }: AnyObject) => {
    const key = JSON.stringify(recipient);
    let is = chosen.get(key);
    if (is === undefined) chosen.set(key, (is = isFirst()));
    return is;
  };
  const { attributes, events, purchases } = request;
  if (first === 'identifiers') {
    const objects: AnyObject[] = [...attributes, ...events, ...purchases];
    const named = objects.filter((object) => object.recipient !== null && isChosen(object));
    return { now: { attributes: named.map(identifiersOf), events: [], purchases: [] }, later: request };
  }
  const partsOf = <Its extends AnyObject>(objects: readonly Its[]) => ({
    now: objects.filter((object) => isChosen(object)),
    later: objects.filter((object) => !isChosen(object)),
  });
  const [ofAttributes, ofEvents, ofPurchases] = [partsOf(attributes), partsOf(events), partsOf(purchases)];
  return {
    now: { attributes: ofAttributes.now, events: ofEvents.now, purchases: ofPurchases.now },
    later: { attributes: ofAttributes.later, events: ofEvents.later, purchases: ofPurchases.later },
  };
}

type AnyObject = TrackedObject<TrackRecipient | null>;

/** What a user is known by, as an object without anything else. An address that names the user is part of it. */
function identifiersOf({ recipient, mayCreate, updates, path }: AnyObject): TrackedAttributes {
  const contact = contactIn(recipient);
  return {
    recipient,
    mayCreate,
    updates: updates.filter(({ name }) => name === contact),
    // Told with the rest.
    ignored: [],
    path,
    pushTokens: [],
    isPushTokenImport: false,
  };
}
