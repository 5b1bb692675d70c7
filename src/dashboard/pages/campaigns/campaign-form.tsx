import { EmulatorError } from '../../../domain/errors.js';
import {
  BuilderForm,
  type Building,
  buildingOf,
  FilterCards,
  refusalOfDraft,
} from '../../filters/builder.js';
import { type Picks, pickSegments } from '../../filters/choices.js';
import { draftOfForm, draftOfGroups, readDraft } from '../../filters/draft.js';
import { commandField } from '../../filters/htmx-builder.js';
import { Picker } from '../../filters/picker.js';
import type { Form } from '../../form.js';
import type { WorkspaceRequest } from '../../page.js';
import { Card } from '../../parts/card.js';
import { TextField } from '../../parts/form.js';
import type { Either, Kind, Said } from './kinds.js';

/** What the form shows. */
export interface FormState {
  building: Building;
  segments: Picks;
}

/** What the form of a campaign or Canvas shows: what was sent, or what is saved. */
export async function formStateOf(request: WorkspaceRequest, saved?: Either): Promise<FormState> {
  const { form } = request;
  const picked = form === undefined ? (saved?.target.segment_ids ?? []) : form.texts('segment_ids');
  const [building, segments] = await Promise.all([
    buildingOf(request, () => draftOfGroups(saved?.target.additional_filters ?? {})),
    pickSegments(request, form?.text('segment_search') ?? '', picked),
  ]);
  return { building, segments };
}

interface FormProps {
  request: WorkspaceRequest;
  kind: Kind;
  state: FormState;
  saved?: Either;
}

/** Name, Target Users by Segment, Additional Filters, and a button that saves them. */
export function CampaignForm({ request, kind, state, saved }: FormProps) {
  return (
    <BuilderForm request={request} building={state.building}>
      <Card title="Details">
        <TextField label="Name" name="name" request={request} value={saved?.name} isRequired />
        <TextField label="Description" name="description" request={request} value={saved?.description} />
      </Card>
      <Card title="Target Users" note="in all of the segments">
        <Picker
          legend="Target Users by Segment"
          name="segment_ids"
          searchName="segment_search"
          picks={state.segments}
          empty="This workspace has no segment yet: it goes to everybody who passes the filters below."
        />
      </Card>
      <FilterCards building={state.building} title="Additional Filters" note="counted without the segments" />
      <div class="buttons">
        <button
          type="submit"
          // On the page of one that is there, what it is for is to send it.
          class={saved === undefined ? 'main' : undefined}
          name={commandField}
          value="save"
        >
          {saved === undefined ? `Create ${kind.noun}` : 'Save'}
        </button>
      </div>
    </BuilderForm>
  );
}

/** What the form says. @throws EmulatorError `invalid_request` when a filter is not complete. */
export function saidInForm(form: Form): Said {
  const draft = draftOfForm(form);
  const refusal = refusalOfDraft(draft);
  if (refusal !== undefined) throw new EmulatorError('invalid_request', refusal);
  const { apps_used: _, ...filters } = readDraft(draft).definition;
  return {
    name: form.text('name'),
    description: form.raw('description'),
    target: { segment_ids: form.texts('segment_ids'), additional_filters: filters },
  };
}
