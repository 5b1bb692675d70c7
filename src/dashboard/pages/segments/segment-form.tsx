import type { NewSegment, Segment } from '../../../client/api.js';
import { EmulatorError } from '../../../domain/errors.js';
import { BuilderForm, type Building, FilterCards, refusalOfDraft } from '../../filters/builder.js';
import { draftOfForm, readDraft } from '../../filters/draft.js';
import { commandField } from '../../filters/htmx-builder.js';
import type { Form } from '../../form.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { CheckBox, TextField } from '../../parts/form.js';

interface SegmentFormProps {
  request: WorkspaceRequest;
  building: Building;
  segment?: Segment;
}

/** What a person says of a segment: details, filters, and a button that saves them. */
export function SegmentForm({ request, building, segment }: SegmentFormProps) {
  return (
    <BuilderForm request={request} building={building}>
      <Card title="Segment Details">
        <div class="two-fields">
          <TextField label="Name" name="name" request={request} value={segment?.name} isRequired />
          <TextField
            label="Tags"
            name="tags"
            request={request}
            value={segment?.tags.join(', ')}
            hint="Separated by commas"
          />
        </div>
        <TextField
          label="Description"
          name="text_description"
          request={request}
          value={segment?.text_description}
        />
        <CheckBox
          label="Analytics tracking"
          name="analytics_tracking_enabled"
          request={request}
          isTicked={segment?.analytics_tracking_enabled}
        />
        <AppsUsed building={building} />
      </Card>
      <FilterCards building={building} title="Filters" />
      <div class="buttons">
        <button type="submit" class="main" name={commandField} value="save">
          {segment === undefined ? 'Create Segment' : 'Save'}
        </button>
      </div>
    </BuilderForm>
  );
}

function AppsUsed({ building }: { building: Building }) {
  const { scope, ids } = building.draft.apps;
  const options = [
    ['all', 'Users from all apps'],
    ['specific', 'Users from specific apps'],
    ['none', 'Users from no apps'],
  ] as const;
  return (
    <div class="two-fields">
      <label>
        <span>Apps Used</span>
        <select name="apps">
          {options.map(([value, label]) => (
            <option value={value} selected={value === scope}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>App IDs of specific apps, one a line</span>
        <textarea name="app_ids" rows={1} class="code" spellcheck={false}>
          {ids}
        </textarea>
      </label>
    </div>
  );
}

/** What the form says of a segment. @throws EmulatorError `invalid_request` when a filter is not complete. */
export function segmentOfForm(form: Form): Omit<NewSegment, 'id'> {
  const draft = draftOfForm(form);
  const refusal = refusalOfDraft(draft);
  if (refusal !== undefined) throw new EmulatorError('invalid_request', refusal);
  return {
    name: form.text('name'),
    text_description: form.raw('text_description'),
    tags: form
      .text('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    analytics_tracking_enabled: form.isTicked('analytics_tracking_enabled'),
    definition: readDraft(draft).definition,
  };
}
