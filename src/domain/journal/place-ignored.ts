import { formatPath, type Step, stepsOf } from '../json-path.js';
import type { IgnoredPart } from '../users/ignored-part.js';
import { type Ignored, ignored } from './ignored.js';

/** The part with its place in the body. @param path  Of the object. */
export function placeIgnored(path: string, part: IgnoredPart): Ignored {
  const base = stepsOf(path);
  const pathOf = (steps: readonly Step[]) => formatPath([...base, ...steps]);
  const { steps, fallenSteps = steps.length } = part;
  const fallenPath = fallenSteps < steps.length ? pathOf(steps.slice(0, fallenSteps)) : undefined;
  const ofAll =
    fallenPath === undefined ? ', and was not set' : `, so nothing of ${fallenPath} has an effect`;
  const consequence = part.fallenSteps === undefined ? '' : ofAll;
  const its = ignored(pathOf(steps), part.rule, part.reason + consequence, part.hint);
  return { ...its, isTolerated: part.isTolerated ?? false, fallenPath };
}

/** Parts of several objects, in order. */
export function placeAll(path: string, parts: readonly IgnoredPart[] = []): Ignored[] {
  return parts.map((part) => placeIgnored(path, part));
}
