import { refusal } from '../answers.js';
import type { Mistake } from './mistake.js';

const noValidData = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.";
const noValid = (type?: string) =>
  `400 ${JSON.stringify({
    message: noValidData,
    ...(type !== undefined && { errors: [{ type, input_array: 'attributes', index: 0 }] }),
  })}`;
const noIdentifier = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";

export const userEndpointMistakes: Mistake[] = [
  {
    title: '`/users/track`: 76 objects',
    send: (t) => {
      const attributes = Array.from({ length: 76 }, () => ({ external_id: 'cust-1' }));
      return t.rest('/users/track', { attributes });
    },
    answer: refusal(400, 'Max Input Length Exceeded'),
    rule: 'too_many_track_objects',
    hint: 'Send it as several requests; the three arrays count together',
    isLetIn: true,
  },
  {
    title: '`/users/track`: `userId` for `external_id`',
    send: (t) => t.rest('/users/track', { attributes: [{ userId: 'cust-1', plan: 'gold' }] }),
    answer: noValid(noIdentifier),
    rule: 'no_valid_track_data',
    path: 'attributes[0]',
    hint: "'userId' is no field here; call it 'external_id'",
    isLetIn: true,
  },
  {
    title: '`/users/track`: one object for an array',
    send: (t) => t.rest('/users/track', { attributes: { external_id: 'cust-1' } }),
    answer: refusal(400, "'attributes' must be an array of objects"),
    rule: 'invalid_field',
    path: 'attributes',
    hint: 'It is one object; send an array with it in: "attributes": [{…}]',
    isLetIn: true,
  },
  {
    title: '`/users/track`: none of its arrays',
    send: (t) => t.rest('/users/track', { attribute: [{ external_id: 'cust-1' }] }),
    answer: noValid(),
    rule: 'no_valid_track_data',
    path: 'attributes',
    hint: "'attribute' is no field here; call it 'attributes'",
    isLetIn: true,
  },
  {
    title: '`/users/delete`: 51 ids',
    send: (t) => {
      const external_ids = Array.from({ length: 51 }, (_, index) => `u${index}`);
      return t.rest('/users/delete', { external_ids });
    },
    answer: refusal(400, 'The max number of ids per request was exceeded'),
    rule: 'too_many_identifiers',
    path: 'external_ids',
    hint: 'Send it as several requests of at most 50 each',
    isLetIn: true,
  },
  {
    title: '`/users/alias/new`: alias without a label',
    send: (t) => t.rest('/users/alias/new', { user_aliases: [{ alias_name: 'L-9' }] }),
    answer: refusal(
      400,
      "'user_aliases' must be an array of objects with an 'alias_label' and an 'alias_name' that are non-empty strings",
    ),
    rule: 'invalid_field',
    path: 'user_aliases[0].alias_label',
    hint: 'An alias is a pair: send alias_label and alias_name',
    isLetIn: true,
  },
  {
    title: '`/users/alias/new`: `aliases` for `user_aliases`',
    send: (t) => t.rest('/users/alias/new', { aliases: [] }),
    answer: refusal(400, "'user_aliases' must be an array of objects"),
    rule: 'invalid_field',
    path: 'user_aliases',
    hint: "'aliases' is no field here; call it 'user_aliases'",
    isLetIn: true,
  },
];
