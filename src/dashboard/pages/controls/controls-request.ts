import type { Form } from '../../form.js';
import type { WorkspaceRequest } from '../../page.js';

export type Request = WorkspaceRequest<'/controls'>;

/** What a button or form of the page does; nowhere else to go to afterwards unless it gives a path. */
export type Actions = Record<string, (request: Request, form: Form) => Promise<string | undefined>>;

/** A number that may be left out; what is no number is refused by the control API. */
export function optionalNumber(form: Form, name: string): number | undefined {
  return form.text(name) === '' ? undefined : form.number(name);
}
