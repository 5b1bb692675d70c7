import type { Child } from 'hono/jsx';
import type { ServerRequest } from '../page.js';

interface ActionFormProps {
  /** Which of the page's actions it does; left out when its buttons say it. */
  action?: string;
  /** What goes along that nobody types. */
  values?: Record<string, string>;
  /** `row`: fields and button in one line. */
  layout?: 'row' | 'fields';
  /** With a file to choose. */
  hasFile?: boolean;
  id?: string;
  children: Child;
}

/** A form that changes something. It goes to the page that it is on. */
export function ActionForm({
  action,
  values = {},
  layout = 'fields',
  hasFile,
  id,
  children,
}: ActionFormProps) {
  return (
    <form method="post" class={layout} id={id} enctype={hasFile ? 'multipart/form-data' : undefined}>
      {action !== undefined && <input type="hidden" name="action" value={action} />}
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

interface ButtonProps {
  children: Child;
  /** `main`: the one that the page is for. `danger`: what it takes away does not come back. */
  kind?: 'main' | 'danger';
  /** The action it does, in a form with several. */
  action?: string;
  /** What it is about, for who hears it without seeing what stands beside it. */
  label?: string;
}

export function Button({ children, kind, action, label }: ButtonProps) {
  return (
    <button
      type="submit"
      class={kind}
      aria-label={label}
      name={action === undefined ? undefined : 'action'}
      value={action}
    >
      {children}
    </button>
  );
}

/** A button that does one thing, as a form of its own. */
export function ActionButton({
  action,
  values,
  kind,
  label,
  children,
}: ButtonProps & { action: string; values?: Record<string, string> }) {
  return (
    <ActionForm action={action} values={values} layout="row">
      <Button kind={kind} label={label}>
        {children}
      </Button>
    </ActionForm>
  );
}

interface FieldProps {
  label: string;
  name: string;
  /** Of the page: what was refused stays in its fields. */
  request: Pick<ServerRequest, 'form'>;
  value?: string;
  type?: 'text' | 'number' | 'search' | 'datetime-local' | 'email' | 'tel';
  placeholder?: string;
  isRequired?: boolean;
  /** Below the field. */
  hint?: Child;
  isCode?: boolean;
}

/** A field and what is said below it, which is no part of its name. */
function Hinted({ hint, children }: { hint?: Child; children: Child }) {
  if (hint === undefined) return <>{children}</>;
  return (
    <div class="hinted">
      {children}
      <small>{hint}</small>
    </div>
  );
}

export function TextField({
  label,
  name,
  request,
  value = '',
  type = 'text',
  placeholder,
  isRequired,
  hint,
  isCode,
}: FieldProps) {
  return (
    <Hinted hint={hint}>
      <label>
        <span>{label}</span>
        <input
          type={type}
          name={name}
          value={request.form?.kept(name, value) ?? value}
          placeholder={placeholder}
          required={isRequired}
          class={isCode ? 'code' : undefined}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
    </Hinted>
  );
}

export function TextArea({
  label,
  name,
  request,
  value = '',
  placeholder,
  hint,
  rows = 4,
}: FieldProps & { rows?: number }) {
  return (
    <Hinted hint={hint}>
      <label>
        <span>{label}</span>
        <textarea name={name} rows={rows} placeholder={placeholder} class="code" spellcheck={false}>
          {request.form?.kept(name, value) ?? value}
        </textarea>
      </label>
    </Hinted>
  );
}

/** The field of a form that asks. Its button is for those without JavaScript, and for those who press it. */
export function SearchField({
  label,
  name,
  value = '',
  button = 'Search',
  hint,
}: {
  label: string;
  name: string;
  value?: string;
  button?: string;
  /** Below field and button. */
  hint?: string;
}) {
  return (
    <>
      <label class="grow">
        <span>{label}</span>
        <input type="search" name={name} value={value} class="code" autocomplete="off" spellcheck={false} />
      </label>
      <button type="submit">{button}</button>
      {hint !== undefined && <small>{hint}</small>}
    </>
  );
}

interface Option {
  value: string;
  label: string;
}

export function Select({
  label,
  name,
  request,
  value = '',
  options,
  hint,
}: Pick<FieldProps, 'label' | 'name' | 'request' | 'value' | 'hint'> & { options: readonly Option[] }) {
  const chosen = request.form?.kept(name, value) ?? value;
  return (
    <Hinted hint={hint}>
      <label>
        <span>{label}</span>
        <select name={name}>
          {options.map((option) => (
            <option value={option.value} selected={option.value === chosen}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    </Hinted>
  );
}

export function CheckBox({
  label,
  name,
  request,
  isTicked = false,
}: Pick<FieldProps, 'label' | 'name' | 'request'> & { isTicked?: boolean }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={name}
        checked={request.form === undefined ? isTicked : request.form.isTicked(name)}
      />
      <span>{label}</span>
    </label>
  );
}

/**
 * Fields that only ask: they go into the address. With JavaScript, what `results` names is fetched while one types.
 *
 * @param results  Id of the element that the answer replaces.
 */
export function AskForm({ results, children }: { results?: string; children: Child }) {
  const live = results === undefined ? {} : askAsTyped(results);
  return (
    <search>
      <form method="get" class="row ask" {...live}>
        {children}
      </form>
    </search>
  );
}

function askAsTyped(results: string): Record<string, string> {
  return {
    // What the address asked for before is left out, such as the page of another search.
    'hx-get': '?',
    'hx-trigger': 'input changed delay:250ms, change, submit',
    'hx-target': `#${results}`,
    'hx-select': `#${results}`,
    'hx-swap': 'outerMorph',
    'hx-replace-url': 'true',
    'hx-sync': 'this:replace',
  };
}
