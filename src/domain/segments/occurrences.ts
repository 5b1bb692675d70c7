import { memberOf } from '../json.js';
import { dayMs } from '../time/time.js';
import type { ProfileEvent, ProfilePurchase } from '../users/user-profile.js';
import { compareNumbers, satisfies } from './condition.js';
import type { EventFilter, MomentCondition, PurchaseFilter } from './definition.js';
import { isAsTimed } from './moment.js';

/** With a property a count looks back so far at the most. [doc] custom_events; for one without days [inferred] */
const propertyDaysMax = 30;
/** Of the purchases in the last days, money spent is the sum of so many. [doc] segmentation_filters */
const summedPurchasesMax = 50;

/** Whether a profile's events are as a filter says. */
export function eventMatches(filter: EventFilter, events: readonly ProfileEvent[], now: number): boolean {
  const named = events.filter((event) => event.name === filter.name);
  if (filter.metric !== 'count') return momentMatches(filter, named, now);
  const { property, withinDays = property && propertyDaysMax } = filter;
  const counted = named
    .filter((event) => isWithinDays(event.at, withinDays, now))
    .filter(
      ({ properties }) =>
        property === undefined || satisfies(property, memberOf(properties, property.name), now),
    );
  return compareNumbers(counted.length, filter.comparison, filter.value);
}

/** Whether a profile's purchases, in order of their time, are as a filter says. */
export function purchaseMatches(
  filter: PurchaseFilter,
  purchases: readonly ProfilePurchase[],
  now: number,
): boolean {
  const ofProduct = purchases.filter(
    (purchase) => filter.productId === undefined || purchase.productId === filter.productId,
  );
  switch (filter.metric) {
    case 'has_purchased':
      return ofProduct.length > 0 === filter.value;
    case 'first':
    case 'last':
      return momentMatches(filter, ofProduct, now);
    case 'count':
    case 'money_spent': {
      const recent = ofProduct.filter((purchase) => isWithinDays(purchase.at, filter.withinDays, now));
      const summed = filter.withinDays === undefined ? recent : recent.slice(-summedPurchasesMax);
      const amount = filter.metric === 'count' ? quantityOf(recent) : moneySpent(summed);
      return compareNumbers(amount, filter.comparison, filter.value);
    }
    default:
      return filter satisfies never;
  }
}

/** So many calendar days of UTC before today, and today up to now; both edges inclusive. [doc] x-in-y-behavior */
function isWithinDays(at: number, days: number | undefined, now: number): boolean {
  if (days === undefined) return true;
  const midnight = Math.floor(now / dayMs) * dayMs;
  return midnight - days * dayMs <= at && at <= now;
}

function momentMatches(
  filter: { metric: 'first' | 'last' } & MomentCondition,
  occurrences: readonly { at: number }[],
  now: number,
): boolean {
  if (occurrences.length === 0) return false;
  const times = occurrences.map(({ at }) => at);
  const choose = filter.metric === 'first' ? Math.min : Math.max;
  return isAsTimed(
    times.reduce((one, other) => choose(one, other)),
    filter,
    now,
  );
}

function quantityOf(purchases: readonly ProfilePurchase[]): number {
  return purchases.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Price times quantity, refunds being negative, rounded to cents, half a cent away from zero. */
function moneySpent(purchases: readonly ProfilePurchase[]): number {
  const cents = exactSum(purchases.map(({ price, quantity }) => price * quantity)) * 100;
  return (Math.sign(cents) * Math.round(Math.abs(cents))) / 100;
}

/** Compensated summation (Neumaier), so that the sum does not depend on the order of its terms. */
function exactSum(terms: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
}
