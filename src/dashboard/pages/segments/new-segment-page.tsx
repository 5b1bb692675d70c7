import { buildingOf } from '../../filters/builder.js';
import { draftOfDefinition } from '../../filters/draft.js';
import { commandField } from '../../filters/htmx-builder.js';
import { Total } from '../../filters/total.js';
import { links } from '../../links.js';
import { drawAgain, workspacePage } from '../../page.js';
import { SegmentForm, segmentOfForm } from './segment-form.js';

/** Create Segment: its details and filters; nothing is saved before it is created. */
export const newSegmentPage = workspacePage({
  path: '/new-segment',
  section: 'segments',
  async view(request) {
    const building = await buildingOf(request, () => draftOfDefinition({ groups: [{ filters: [] }] }));
    return {
      title: 'Create Segment',
      trail: [{ label: 'Segments', href: links.segments(request.workspace.id) }],
      sentence:
        'Choose filters. The counts are exact and follow as you build; nothing is saved before you create it.',
      facts: [{ value: <Total place="fact" counts={building.counts} />, label: 'users would be in it' }],
      main: <SegmentForm request={request} building={building} />,
    };
  },
  actions: {
    async build({ call, workspace }, form) {
      if (form.text(commandField) !== 'save') return drawAgain;
      const params = { ws: workspace.id };
      const { id } = await call('createSegment', { params, body: segmentOfForm(form) });
      return links.segment(workspace.id, id);
    },
  },
});
