import { isJsonObject, type JsonValue } from '../../../json.js';
import { BoundedMap } from '../../bounded-map.js';
import { canonicalText, hashOf } from '../../fingerprint.js';
import type { JudgedRequest } from '../../judged-request.js';
import { defineRule } from '../../rule.js';

export const readsErrors = defineRule({
  id: 'reads_errors',
  title: 'Reads the errors of an answer that is a success',
  severity: 'warning',
  source: { page: 'api/errors', confidence: 'doc' },
  why: 'A 2xx may name in errors what was not done. Who reads only the status goes on as if those people were there.',
  fix: 'Look at errors in every answer: correct or leave out what they name, and send no user into a cohort whose creation was refused.',
  judges:
    'requests to /users/track whose answer is a 2xx with errors, and what is sent again of what they name',
  start(findings) {
    // By what was refused, the request whose answer said so.
    const objects = new BoundedMap<number, string>(10_000);
    const users = new BoundedMap<string, string>(10_000);
    return (request) => {
      const { path, body, members } = request;
      const sent = path === '/users/track' && isJsonObject(body) ? trackObjects(body) : [];
      const repeated = sent.map(({ number }) => objects.get(number)).find((its) => its !== undefined);
      const ignored = members?.adds.find((id) => users.get(id) !== undefined);
      if (repeated !== undefined && findings.judge(request))
        findings.breach(request, `It has an object again that the errors of ${repeated} name`);
      else if (ignored !== undefined && findings.judge(request))
        findings.breach(request, `It adds ${ignored}, whom the errors of ${users.get(ignored)} name`);
      // Tried once more, and without errors, the user is there.
      if (request.result === 'accepted') for (const { user } of sent) if (user) users.delete(user);
      const errors = errorsOf(request);
      const named = sent.filter(({ array, index }) =>
        errors.some((its) => its.input_array === array && its.index === index),
      );
      if (named.length === 0) return;
      findings.judge(request);
      for (const { number, user } of named) {
        objects.set(number, request.id);
        if (user !== undefined) users.set(user, request.id);
      }
    };
  },
});

interface TrackObject {
  array: string;
  index: number;
  /** Stands for the whole object. */
  number: number;
  /** As cohort changes have it. */
  user: string | undefined;
}

function trackObjects(body: Record<string, JsonValue>): TrackObject[] {
  return ['attributes', 'events', 'purchases'].flatMap((array) => {
    const list = body[array];
    if (!Array.isArray(list)) return [];
    return list.map((object, index) => {
      const id = isJsonObject(object) ? object.external_id : undefined;
      const user = typeof id === 'string' ? `user_ids ${JSON.stringify(id)}` : undefined;
      return { array, index, number: hashOf(`${array} ${canonicalText(object)}`), user };
    });
  });
}

function errorsOf({ result, answer }: JudgedRequest): Record<string, JsonValue>[] {
  if (result !== 'accepted' || !isJsonObject(answer?.body)) return [];
  const { errors } = answer.body;
  return Array.isArray(errors) ? errors.map((its) => (isJsonObject(its) ? its : { type: its })) : [];
}
