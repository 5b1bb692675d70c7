import type { Child } from 'hono/jsx';
import type { WorkspaceRequest } from '../page.js';
import { Card } from '../parts/card.js';
import { changeDraft } from './change-draft.js';
import { type Choices, choicesOf } from './choices.js';
import { type Counts, countDraft } from './counts.js';
import { type Draft, draftOfForm, type GroupDraft, readDraft } from './draft.js';
import { CommandButton, CountOf, FilterRow } from './filter-row.js';
import { builderId, commandField, countAsTyped, idOf, redrawOnChange } from './htmx-builder.js';

/** What a builder shows: the draft, what can be chosen, and the counts when they were asked for. */
export interface Building {
  draft: Draft;
  choices: Choices;
  missing: ReadonlyMap<string, string>;
  counts?: Counts;
}

type Request = Pick<WorkspaceRequest, 'call' | 'workspace' | 'form'>;

/** What a page with a builder builds: what its form says, changed as its button asks, or what is saved. */
export async function buildingOf(request: Request, saved: () => Draft): Promise<Building> {
  const { form } = request;
  const command = form?.text(commandField) ?? '';
  const draft = form === undefined ? saved() : changeDraft(draftOfForm(form), command);
  const [choices, counts] = await Promise.all([
    choicesOf(request, draft),
    command === 'count' ? countDraft(request, draft) : undefined,
  ]);
  return { draft, choices, counts, missing: readDraft(draft).missing };
}

/** Why a draft cannot be saved yet; nothing when it can. */
export function refusalOfDraft(draft: Draft): string | undefined {
  const [missing] = readDraft(draft).missing.values();
  return missing === undefined ? undefined : `A filter is not complete: ${missing}`;
}

interface FormProps {
  request: Pick<WorkspaceRequest, 'form' | 'clock' | 'counts'>;
  building: Building;
  children: Child;
}

/**
 * The form around a builder. Its buttons give it back changed; nothing is saved before Save. What was changed is not lost when the
 * page is drawn anew.
 */
export function BuilderForm({ request, building, children }: FormProps) {
  const version = JSON.stringify([building.draft, request.clock.now, Object.values(request.counts)]);
  return (
    <form
      method="post"
      id={builderId}
      class="column"
      data-touched={request.form === undefined ? undefined : ''}
    >
      <input type="hidden" name="action" value="build" />
      {/* Stands first, so that Enter in a field counts and saves nothing. */}
      <button type="submit" name={commandField} value="count" class="without-script" formnovalidate>
        Count
      </button>
      {children}
      <div hidden id="counter" {...countAsTyped(hashOf(version))} />
    </form>
  );
}

/** Short enough to stand in an attribute, and another one for another text. */
function hashOf(text: string): string {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  return String(hash);
}

/** Groups of filters, and below them the groups that exclude. */
export function FilterCards({ building, title, note }: { building: Building; title: string; note?: Child }) {
  const { draft } = building;
  return (
    <>
      <Card title={title} note={note}>
        {draft.groups.length > 1 ? (
          <JoinerSelect name="groups_op" value={draft.groupsOp} label="Between the groups" />
        ) : (
          <input type="hidden" name="groups_op" value={draft.groupsOp} />
        )}
        {draft.groups.length === 0 && <p>Everyone is in it. Add a filter group to choose.</p>}
        {draft.groups.map((group, index) => (
          <GroupFields
            group={group}
            listName="group"
            title={`Filter group ${index + 1}`}
            building={building}
            joiner={index === 0 ? undefined : draft.groupsOp.toUpperCase()}
          />
        ))}
        <div class="buttons">
          <CommandButton command="add-group">Add filter group</CommandButton>
        </div>
        <p class="counted refusal" id="count-refusal" role="status">
          {building.counts?.refusal ?? ''}
        </p>
      </Card>
      <Card title="Exclusion groups" note="AND NOT">
        {draft.exclusions.length === 0 && <p class="quiet">Nobody is excluded.</p>}
        {draft.exclusions.map((group, index) => (
          <GroupFields
            group={group}
            listName="exclusion"
            title={`Exclusion group ${index + 1}`}
            building={building}
            joiner="AND NOT"
          />
        ))}
        <div class="buttons">
          <CommandButton command="add-exclusion">Add exclusion group</CommandButton>
        </div>
      </Card>
    </>
  );
}

interface GroupProps {
  group: GroupDraft;
  listName: 'group' | 'exclusion';
  title: string;
  building: Building;
  /** How it is joined to what stands above. */
  joiner?: string;
}

function GroupFields({ group, listName, title, building, joiner }: GroupProps) {
  const { key, name, op, filters } = group;
  return (
    <fieldset class="group" id={idOf('group', key)}>
      <legend>
        {joiner !== undefined && <span class="joiner">{joiner} </span>}
        {name === '' ? title : <bdi>{name}</bdi>}
      </legend>
      <input type="hidden" name={listName} value={key} />
      <div class="two-fields">
        <label>
          <span>Name of the group, if you like</span>
          <input type="text" name={`${key}.name`} value={name} autocomplete="off" {...redrawOnChange()} />
        </label>
        {filters.length > 1 && <JoinerSelect name={`${key}.op`} value={op} label="Between the filters" />}
      </div>
      {filters.length <= 1 && <input type="hidden" name={`${key}.op`} value={op} />}
      {filters.map((filter, index) => (
        <FilterRow
          filter={filter}
          label={`${index === 0 ? '' : `${op.toUpperCase()} · `}Filter ${index + 1}`}
          groupKey={key}
          choices={building.choices}
          counts={building.counts}
          missing={building.missing.get(filter.key)}
        />
      ))}
      <div class="filter-foot">
        <span>
          {filters.length > 1 || listName === 'exclusion' ? (
            <CountOf partKey={key} counts={building.counts} />
          ) : null}
        </span>
        <CommandButton command={`add-filter:${key}`} label={`Add filter to ${title}`}>
          Add filter
        </CommandButton>
        <CommandButton command={`remove-group:${key}`} label={`Remove group: ${title}`}>
          Remove group
        </CommandButton>
      </div>
    </fieldset>
  );
}

function JoinerSelect({ name, value, label }: { name: string; value: string; label: string }) {
  return (
    <label class="joiner-select">
      <span>{label}</span>
      <select name={name} {...redrawOnChange()}>
        <option value="and" selected={value === 'and'}>
          AND
        </option>
        <option value="or" selected={value === 'or'}>
          OR
        </option>
      </select>
    </label>
  );
}
