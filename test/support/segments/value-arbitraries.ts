import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/domain/json.js';
import { isoTime } from '../../../src/domain/time/time.js';
import { day, hour } from '../clock.js';

// Values of which profiles and filters are made. The pools are small, so that what is asked for meets what is there and
// edges are hit; what differs little stands in them side by side.

const firstDay = Date.UTC(2028, 1, 20);
/** On a grid of days round a leap day. */
const momentIn = (from: number, to: number) =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.constantFrom(0, 0, 1, 9 * hour, day / 2, day - 1))
    .map(([days, ms]) => firstDay + days * day + ms);

export const aMoment = momentIn(0, 40);
/** Late enough that a window of 30 days begins now before the other moments, now among them. */
export const aNow = momentIn(5, 36);

/** In the forms that a client may write. */
export const aWrittenTime = fc.tuple(aMoment, fc.nat({ max: 5 })).map(([at, form]) => {
  const [date, clock] = isoTime(at).slice(0, -1).split('T') as [string, string];
  const [year, month, day] = date.split('-');
  const forms = [
    isoTime(at),
    date,
    `${date}T${clock}+02:00`,
    `${date} ${clock.slice(0, 5)}`,
    `${month}/${day}/${year}`,
    `Sun ${month} ${day} ${clock.slice(0, 8)} ${year}`,
  ];
  return forms[form]!;
});

export const aText = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      '',
      'gold',
      'Gold',
      'gol',
      'marigold',
      'go"ld',
      'b\\s',
      "it's",
      'é',
      'e\u0301',
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(' ', '😀', 'a', 'a\0b', 'a\0', '%', '\u2028', 'NL', 'M', 'e0') },
  { weight: 2, arbitrary: fc.constantFrom('0', '5', 'true', 'null', '[]', '{}', '$.plan', '2028-02-30') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);

export const aNumber = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 5, -1.5, 0.3, 0.1 + 0.2, 2 ** 60, 1e21) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 53, 2 ** 53 - 1, 2 ** 60 + 256, 2 ** 63, 5e-324, 4.35) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

/** What an array holds and is asked for: the same in different types, too. */
export const anElement = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('gold', 'marigold', '5', 'true', 5, 1, 0, true, false) },
  { weight: 1, arbitrary: fc.oneof(aText, aNumber) },
);

/** Names that a path or a query could take for something else. */
const trickyNames = ['n', 'n\0x', 'n\0y', '__proto__', 'a.b', 'a', 'b', 'a"b'];
const oddNames = ['constructor', 'b\\"', '', '$', '[0]', '0', ' plan', 'PLAN', "';--", 'x'.repeat(300)];
const farNames = ['é', '😀', '\0', '\u2028', 'tab\t'];
export const aName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('plan', 'seats') },
  { weight: 4, arbitrary: fc.constantFrom(...trickyNames) },
  { weight: 1, arbitrary: fc.constantFrom(...oddNames, ...farNames) },
);

const anArray = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: anElement },
    { weight: 1, arbitrary: fc.constantFrom(null, ['gold'], { gold: 1 }) },
  ),
  { maxLength: 4 },
) as fc.Arbitrary<JsonValue>;

export const aFlatValue: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: aText },
  { weight: 3, arbitrary: aNumber },
  { weight: 2, arbitrary: aWrittenTime },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 3, arbitrary: anArray },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** By entries, because a literal cannot have a member called `__proto__`. */
const objectOf = (value: fc.Arbitrary<JsonValue>, maxLength: number): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(aName, value), { maxLength }).map((entries) => Object.fromEntries(entries));

export const aFlatObject = objectOf(aFlatValue, 3);
/** Of objects mostly, so that a path that begins with `[]` finds several values, and some that are missing. */
const anObjectArray = fc.array(
  fc.oneof({ weight: 6, arbitrary: aFlatObject }, { weight: 1, arbitrary: aFlatValue }),
  { maxLength: 3 },
);
/** Two levels deep, as a path goes, through an array too. */
export const anObject = objectOf(
  fc.oneof(
    { weight: 4, arbitrary: aFlatValue },
    { weight: 2, arbitrary: objectOf(fc.oneof({ weight: 4, arbitrary: aFlatValue }, aFlatObject), 4) },
    { weight: 2, arbitrary: anObjectArray },
    { weight: 1, arbitrary: objectOf(anObjectArray, 3) },
  ),
  6,
);
