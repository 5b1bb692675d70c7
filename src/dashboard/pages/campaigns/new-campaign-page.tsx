import { commandField } from '../../filters/htmx-builder.js';
import { links } from '../../links.js';
import { drawAgain, type Page, workspacePage } from '../../page.js';
import { CampaignForm, formStateOf, saidInForm } from './campaign-form.js';
import { campaignKind, canvasKind, type Kind } from './kinds.js';

function newPage(kind: Kind): Page {
  return workspacePage({
    path: `/new-${kind.name}`,
    section: 'campaigns',
    async view(request) {
      return {
        title: `Create ${kind.noun}`,
        trail: [{ label: 'Campaigns and Canvases', href: links.campaigns(request.workspace.id) }],
        sentence: `Choose the segments that it is for. The ${kind.noun} is API-triggered, and goes out when it is triggered or sent by hand.`,
        main: <CampaignForm request={request} kind={kind} state={await formStateOf(request)} />,
      };
    },
    actions: {
      async build({ call, workspace }, form) {
        if (form.text(commandField) !== 'save') return drawAgain;
        const { id } = await kind.create(call, workspace.id, saidInForm(form));
        return kind.link(workspace.id, id);
      },
    },
  });
}

/** What is created from nothing. */
export const newCampaignPage = newPage(campaignKind);
export const newCanvasPage = newPage(canvasKind);
