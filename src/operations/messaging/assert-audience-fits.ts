import { EmulatorError } from '../../domain/errors.js';
import type { Expression, LeafFilter } from '../../domain/segments/expression.js';
import { type CustomAttributeSettings, customAttributeSettings } from '../../domain/users/data-settings.js';
import type { Workspace } from '../../domain/workspaces/workspace.js';

/**
 * Whether each comparison of a connected audience is one for the type that the workspace forces on its attribute. [inferred]
 * contract, segments-and-messaging 5.8
 *
 * @throws EmulatorError `invalid_field`, with the path of the comparison.
 */
export function assertAudienceFits({ dataSettings }: Workspace, audience: Expression | undefined): void {
  const settings = customAttributeSettings(dataSettings);
  if (audience !== undefined && settings !== undefined) assertFits(audience, settings, 'audience');
}

function assertFits(expression: Expression, settings: CustomAttributeSettings, path: string): void {
  if (expression.kind === 'filter') {
    assertFilterFits(expression.filter, settings, `${path}.custom_attribute.comparison`);
  } else if (expression.kind === 'not') {
    assertFits(expression.term, settings, path);
  } else {
    for (const [index, term] of expression.terms.entries()) {
      assertFits(term, settings, `${path}.${expression.kind.toUpperCase()}[${index}]`);
    }
  }
}

/** Objects have no comparisons of their own, and whether there is a value may be asked of every type. */
function assertFilterFits(filter: LeafFilter, settings: CustomAttributeSettings, path: string): void {
  if (filter.type !== 'custom_attribute') return;
  const type = settings.get(filter.name)?.type;
  const isFree = type === undefined || type === 'object' || type === 'object_array';
  if (isFree || filter.comparison === 'exists' || filter.comparison === 'does_not_exist') return;
  if (type === filter.valueType) return;
  const message = `${path} is one for the type ${filter.valueType}, and the workspace forces ${JSON.stringify(filter.name)} to the type ${type}`;
  throw new EmulatorError('invalid_field', message, { path });
}
