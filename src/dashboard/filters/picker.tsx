import { Name } from '../parts/text.js';
import type { Picks } from './choices.js';
import { idOf, redrawOnChange } from './htmx-builder.js';

interface PickerProps {
  legend: string;
  /** What the names of its fields begin with. */
  name: string;
  /** Where the search stands. */
  searchName: string;
  picks: Picks;
  /** Only one can be picked. */
  isSingle?: boolean;
  /** Said when there is nothing to pick. */
  empty: string;
}

/** One or several of what the workspace has, by name. */
export function Picker({ legend, name, searchName, picks, isSingle, empty }: PickerProps) {
  const { search, options, isMore } = picks;
  return (
    <fieldset class="picker" id={idOf('pick', name)}>
      <legend>{legend}</legend>
      {(isMore || search !== '') && (
        <input
          type="search"
          name={searchName}
          value={search}
          placeholder="Search by name"
          aria-label={`Search: ${legend}`}
          autocomplete="off"
          {...redrawOnChange('input changed delay:250ms')}
        />
      )}
      <ul>
        {options.map(({ id, name: label, isPicked }) => (
          <li id={idOf(`pick-${name}`, encodeURIComponent(id))}>
            <label class="check">
              <input type={isSingle ? 'radio' : 'checkbox'} name={name} value={id} checked={isPicked} />
              <span>
                <Name>{label}</Name> {label !== id && <small>{id}</small>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {options.length === 0 && <small>{search === '' ? empty : 'Nothing has this in its name.'}</small>}
      {isMore && <small>There are more: search for them.</small>}
    </fieldset>
  );
}
