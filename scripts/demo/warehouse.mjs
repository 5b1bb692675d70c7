// The demo's warehouse: a table of customers made by a seeded generator, so that every run of the demo has the same
// people in it, and what happens to them overnight. No part of it knows of the emulator.

/**
 * A row of the table, and below it what the table does not say.
 *
 * @typedef {object} Customer
 * @property {number} row Primary key.
 * @property {string} [customerId] Braze's `external_id`. Absent while the warehouse knows nobody's name to the row.
 * @property {string} [loyaltyNumber] Of people who only ever showed a loyalty card: an alias in Braze.
 * @property {string} [deviceId] Of people who only ever opened the app, signed out.
 * @property {'basic' | 'gold'} plan
 * @property {number} daysSinceOrder
 * @property {boolean} isKnownToBraze Whether Braze has a profile; a cohort import never makes one.
 * @property {string} [signedInAs] The customer id under which Braze has them by now, while their row still has the
 * device id alone. Braze then skips the device id.
 */

/**
 * Somebody anonymous signs in to the app.
 *
 * @typedef {{ deviceId: string, customerId: string }} SignIn
 */

const lapsedDays = 60;
const seed = 8812;

/** The table on the first day. @returns {Customer[]} */
export function makeCustomers(count) {
  const chance = seededChance(seed);
  return Array.from({ length: count }, (_, index) => makeCustomer(index + 1, chance));
}

/** @returns {Customer} */
function makeCustomer(row, chance) {
  const kind = chance();
  const isKnownToBraze = chance() >= 0.08;
  const customer = {
    row,
    plan: chance() < 0.25 ? 'gold' : 'basic',
    daysSinceOrder: Math.floor(chance() * 150),
    isKnownToBraze,
  };
  if (kind < 0.7) return { ...customer, customerId: customerIdOf(row) };
  if (kind < 0.82) return { ...customer, loyaltyNumber: `L-${numbered(row)}` };
  const hasSignedIn = isKnownToBraze && chance() < 0.2;
  return {
    ...customer,
    deviceId: `device-${numbered(row)}`,
    ...(hasSignedIn && { signedInAs: customerIdOf(row) }),
  };
}

/** Those who signed in before the first day without the warehouse having heard of it. @returns {SignIn[]} */
export function earlierSignIns(customers) {
  return customers
    .filter((customer) => customer.signedInAs !== undefined)
    .map(({ deviceId, signedInAs }) => ({ deviceId, customerId: signedInAs }));
}

/**
 * The table a day later. Some ordered and are not lapsed any more, others lapse; some sign in, which the warehouse
 * learns the same night; and it learns of half of the earlier sign-ins.
 *
 * @param {readonly Customer[]} customers
 * @returns {{ customers: Customer[], signIns: SignIn[] }}
 */
export function oneDayLater(customers) {
  const chance = seededChance(seed + 1);
  const signIns = [];
  const later = customers.map((customer) => {
    const next = { ...customer, daysSinceOrder: chance() < 0.03 ? 0 : customer.daysSinceOrder + 1 };
    const signs = chance();
    if (customer.deviceId === undefined || !customer.isKnownToBraze) return next;
    if (customer.signedInAs !== undefined) return signs < 0.5 ? learned(next) : next;
    if (signs >= 0.05) return next;
    signIns.push({ deviceId: customer.deviceId, customerId: customerIdOf(customer.row) });
    return learned(next);
  });
  return { customers: later, signIns };
}

/** @returns {Customer} */
function learned({ signedInAs: _, ...customer }) {
  return { ...customer, customerId: customerIdOf(customer.row) };
}

/** The audience: `SELECT * FROM customers WHERE days_since_order >= 60`. @returns {Customer[]} */
export function lapsedCustomers(customers) {
  return customers.filter((customer) => customer.daysSinceOrder >= lapsedDays);
}

/**
 * Who should be a cohort's members after a sync: of the audience those whom Braze has under what the row says.
 *
 * @returns {Set<string>} What Braze knows each by: customer id, else loyalty number, else device id.
 */
export function expectedMembers(audience) {
  const reachable = audience.filter(
    (customer) => customer.isKnownToBraze && customer.signedInAs === undefined,
  );
  return new Set(
    reachable.map(({ customerId, loyaltyNumber, deviceId }) => customerId ?? loyaltyNumber ?? deviceId),
  );
}

function customerIdOf(row) {
  return `customer-${numbered(row)}`;
}

function numbered(row) {
  return String(row).padStart(5, '0');
}

/** The mulberry32 generator: numbers from 0 up to 1, the same ones for the same seed. */
function seededChance(start) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
