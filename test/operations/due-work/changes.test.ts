import { expect, test } from 'vitest';
import { changes } from '../../../src/operations/due-work/changes.js';
import { changeInputs } from '../../../src/store/columns/shapes/due-work-shapes.js';

test('every change that can be held back has a shape for what it is told, and no other has', () => {
  expect(Object.keys(changeInputs).sort()).toEqual(Object.keys(changes).sort());
});
