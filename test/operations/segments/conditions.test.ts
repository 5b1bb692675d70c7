import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.js';
import { ManualClock } from '../../support/manual-clock.js';
import { conditionCases, now } from '../../support/segments/condition-cases.js';
import { SegmentWorld, segmentOf } from '../../support/segments/segment-world.js';

// The table that the reference rule is held to, once more over stored profiles and by both evaluators.
const places: { place: string; names: string[] }[] = [
  { place: 'an attribute', names: ['plan'] },
  { place: 'a member of an object in an object', names: ['account', 'current', 'plan'] },
  { place: 'an attribute whose name has a NUL', names: ['plan\0'] },
];

describe.each(places)('of $place', ({ names }) => {
  test.each(conditionCases)('$rule', ({ condition, matching, others }) => {
    const world = new SegmentWorld(new ManualClock(now));
    const add = (value: unknown) => {
      const innermost = value === undefined ? {} : { [names.at(-1)!]: value };
      const attributes = names.slice(0, -1).reduceRight((its: object, name) => ({ [name]: its }), innermost);
      return world.add({ attributes: attributes as JsonObject });
    };
    const wanted = matching.map(add);
    for (const value of others) add(value);
    const [name, ...path] = names as [string, ...string[]];
    const definition = segmentOf('and', {
      type: 'custom_attribute',
      name,
      path: path.length === 0 ? undefined : path.join('.'),
      ...condition,
    });
    expect(world.selected(definition)).toEqual(wanted);
    expect(world.matching(definition)).toEqual(wanted);
  });
});
