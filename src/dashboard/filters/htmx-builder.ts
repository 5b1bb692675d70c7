/** Id of the form of a builder: what comes back changed. */
export const builderId = 'builder';

/** Names what a button of the builder does, see `changeDraft`. */
export const commandField = 'do';

/** Attributes of a field or button on which the builder comes back changed, without the page. */
export function redrawOn(trigger: string): Record<string, string> {
  return {
    'hx-post': '',
    'hx-trigger': trigger,
    'hx-target': `#${builderId}`,
    'hx-select': `#${builderId}`,
    'hx-swap': 'outerMorph',
  };
}

/** The same of a field, which says of itself that nothing else is asked for. */
export function redrawOnChange(trigger = 'change'): Record<string, string> {
  return { ...redrawOn(trigger), 'hx-vals': `{"${commandField}":"draw"}` };
}

/** Attributes of what counts: when the builder is there, whenever it comes back, and as one types. */
export function countAsTyped(version: string): Record<string, string> {
  return {
    'hx-post': '',
    'hx-trigger': `load, input delay:400ms from:#${builderId}`,
    'hx-vals': JSON.stringify({ [commandField]: 'count', version }),
    'hx-swap': 'none',
    'hx-select-oob': '.counted',
    'hx-sync': 'this:replace',
  };
}

/** An id that stands for the key of a filter or a group. */
export function idOf(prefix: string, key: string): string {
  return `${prefix}-${key.replaceAll('.', '-')}`;
}
