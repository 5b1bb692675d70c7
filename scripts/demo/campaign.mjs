// The demo's last chapter: the imported cohort as the audience of a campaign.
import { paint, printCount, printHeading } from './print.mjs';

/**
 * Builds a segment on the cohort, lets a campaign use it, sends, and tells who was reached and who was not.
 *
 * @returns {Promise<boolean>} Whether the audience is the cohort's members with an e-mail address who are not on the basic plan.
 */
export async function sendToCohort(workspace, cohort, customers, members) {
  const segment = await workspace.create('segments', {
    name: 'Lapsed, worth winning back',
    definition: {
      groups: [
        {
          op: 'and',
          filters: [
            {
              type: 'cohort',
              partner: workspace.partner,
              comparison: 'includes',
              cohort_ids: [cohort.cohortId],
            },
            { type: 'email_available', value: true },
          ],
        },
      ],
      exclusion_groups: [
        {
          op: 'and',
          filters: [
            {
              type: 'custom_attribute',
              name: 'plan',
              value_type: 'string',
              comparison: 'is_any_of',
              value: ['basic'],
            },
          ],
        },
      ],
    },
  });
  const campaign = await workspace.create('campaigns', {
    name: 'Win-back',
    target: { segment_ids: [segment.id] },
  });

  printHeading('From the cohort to a message');
  printCount('members of the cohort', members.size);
  printCount(
    'in the segment on it',
    await workspace.sizeOf(segment.id),
    'with an e-mail address, not on the basic plan',
  );
  const audienceSize = await workspace.audienceSizeOf(campaign.id);
  printCount('audience of the campaign', audienceSize);

  const broadcast = await workspace.rest('/campaigns/trigger/send', {
    campaign_id: campaign.id,
    broadcast: true,
    trigger_properties: { coupon: 'SPRING' },
  });
  const { receiver_count: receiversCount } = await workspace.readSend(broadcast.dispatch_id);
  printCount('would have been messaged', receiversCount, 'broadcast to the whole audience');

  // Who signed in on a device has an external id now, but never told an e-mail address.
  const expected = customers.filter(
    ({ customerId, deviceId, plan }) =>
      customerId !== undefined && deviceId === undefined && plan !== 'basic' && members.has(customerId),
  );
  const outsider = customers.find(
    ({ customerId, plan, isKnownToBraze }) =>
      customerId !== undefined && plan !== 'basic' && isKnownToBraze && !members.has(customerId),
  );
  await sendToNamed(workspace, campaign, [expected[0].customerId, outsider.customerId, 'nobody']);
  await explain(workspace, segment, outsider);
  return receiversCount === expected.length && audienceSize === expected.length;
}

async function sendToNamed(workspace, campaign, externalIds) {
  const answer = await workspace.rest('/campaigns/trigger/send', {
    campaign_id: campaign.id,
    recipients: externalIds.map((id) => ({ external_user_id: id })),
  });
  const { receiver_count: receiversCount, dropped } = await workspace.readSend(answer.dispatch_id);
  const reasons = dropped.map(({ recipient, reason }) => `${recipient.external_user_id}: ${reason}`);
  printCount(
    `sent to ${externalIds.length} by name, messaged`,
    receiversCount,
    `dropped ${reasons.join(', ')}; Braze's answer: ${answer.message}`,
  );
}

async function explain(workspace, segment, { customerId }) {
  const { failing } = await workspace.lookUp(segment.id, customerId);
  console.log(paint('dim', `  ${customerId} is not in the segment because:`));
  for (const { description } of failing) console.log(paint('dim', `    not so: ${description}`));
}
