import { refusal, refusals } from '../answers.js';
import type { TestEmulator } from '../emulator.js';
import type { Mistake } from './mistake.js';

const fields = { cohort_id: 'c', cohort_changes: [{ user_ids: ['cust-1'] }] };
const at = (path: string) => (t: TestEmulator) => t.partner(path, fields);
const unknown = { answer: refusals.unknownPath, rule: 'unknown_path', isLetIn: false };

export const pathMistakes: Mistake[] = [
  {
    title: 'Trailing slash',
    send: at('/partners/hightouch/cohorts/users/'),
    ...unknown,
    hint: 'The path has a trailing slash; send /partners/hightouch/cohorts/users',
  },
  {
    title: 'Doubled slash',
    send: at('//partners/hightouch/cohorts'),
    ...unknown,
    hint: 'The path has a doubled slash; send /partners/hightouch/cohorts',
  },
  {
    title: 'Capital letters in the path',
    send: at('/Partners/hightouch/Cohorts'),
    ...unknown,
    hint: 'The path has capital letters; send /partners/hightouch/cohorts',
  },
  {
    title: 'GET instead of POST',
    send: (t) => t.send('/partners/hightouch/cohorts'),
    ...unknown,
    hint: '/partners/hightouch/cohorts answers to POST, this was GET',
  },
  {
    title: 'PUT instead of POST',
    send: (t) => t.send('/users/track', { method: 'PUT', body: '{}' }),
    ...unknown,
    hint: '/users/track answers to POST, this was PUT',
  },
  {
    title: 'A version before the path',
    send: at('/api/v1/partners/hightouch/cohorts'),
    ...unknown,
    hint: "Braze's paths begin at the host, without /api/v1; send /partners/hightouch/cohorts",
  },
  {
    title: 'No partner in the path',
    send: at('/partners/cohorts/users'),
    ...unknown,
    hint: 'The closest that Braze has is POST /partners/{partner}/cohorts/users',
  },
  {
    title: 'Misspelt partner',
    send: at('/partners/high-touch/cohorts'),
    ...unknown,
    path: 'partner',
    hint: "The keys are those of hightouch: did you mean 'hightouch'? Partners of this server: amperity, amplitude, appsflyer, census, heap, hightouch, kubit, mixpanel, segment, splio, tinyclues, treasuredata",
  },
  {
    title: 'A partner nobody knows',
    send: (t) =>
      t.partner('/partners/warehouse/cohorts', {
        ...fields,
        partner_api_key: 'no-key',
        client_secret: 'no-key',
      }),
    ...unknown,
    path: 'partner',
    hint: 'Partners of this server: amperity, amplitude, appsflyer, census, heap, hightouch, kubit, mixpanel, segment, splio, tinyclues, treasuredata; a seed file can add more',
  },
  {
    title: 'Singular for plural',
    send: at('/partners/hightouch/cohort'),
    ...unknown,
    hint: 'The closest that Braze has is POST /partners/{partner}/cohorts',
  },
  {
    title: 'Misspelt REST path',
    send: (t) => t.rest('/user/track', {}),
    ...unknown,
    hint: 'The closest that Braze has is POST /users/track',
  },
  {
    title: 'A path that Braze has and the emulator has not',
    send: (t) => t.rest('/messages/schedule/create', {}),
    answer: refusal(
      501,
      'POST /messages/schedule/create exists at Braze but is not built in braze-cohort-emulator',
    ),
    rule: 'path_not_built',
    isLetIn: false,
    hint: 'At Braze it plans a message that stands in the request; nothing here imitates it',
  },
];
