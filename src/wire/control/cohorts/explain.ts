import { z } from 'zod';
import type { CohortIdentifier } from '../../../domain/cohort.js';
import type { NamingEffect } from '../../../domain/journal/membership/effects.js';
import type { Findings, Mention } from '../../../domain/journal/membership/membership-inquiry.js';
import {
  type MembershipReason,
  membershipRules,
} from '../../../domain/journal/membership/membership-reason.js';
import { explainedIdentifiersMax } from '../../../domain/limits.js';
import { isoTime } from '../../../domain/time/time.js';
import { lazySchema, type Wire } from '../../endpoint.js';
import { controlEndpoint } from '../endpoint.js';
import { profileAnswer, profileJson } from '../users/profiles.js';
import { answeredTime, identifier } from '../values.js';
import { member, memberAnswer, memberJson } from './cohorts.js';

/** One identifier, or a text that is read as one. */
const explainQuery = lazySchema(() =>
  z
    .strictObject({
      external_id: identifier.optional(),
      alias_label: identifier.optional().describe('Goes with alias_name.'),
      alias_name: identifier.optional().describe('Goes with alias_label.'),
      device_id: identifier.optional(),
      id: identifier
        .optional()
        .describe('An external id, `device:` and a device id, or `label:name`: whichever a user has.'),
    })
    .transform((its, context): CohortIdentifier | string => {
      const refuse = (path: string, message: string) => {
        context.issues.push({ code: 'custom', input: its, path: [path], message });
        return z.NEVER;
      };
      const { external_id, alias_label: label, alias_name: name, device_id, id } = its;
      if (label !== undefined && name === undefined)
        return refuse('alias_name', 'is missing; alias_label needs it');
      if (name !== undefined && label === undefined)
        return refuse('alias_label', 'is missing; alias_name needs it');
      const given: [string, CohortIdentifier | string][] = [];
      if (external_id !== undefined) given.push(['external_id', { externalId: external_id }]);
      if (label !== undefined && name !== undefined) given.push(['alias_label', { alias: { label, name } }]);
      if (device_id !== undefined) given.push(['device_id', { deviceId: device_id }]);
      if (id !== undefined) given.push(['id', id]);
      const [first, second] = given;
      if (first === undefined) {
        return refuse('external_id', 'is missing; or send alias_label and alias_name, device_id, or id');
      }
      if (second !== undefined)
        return refuse(second[0], `is a second identifier beside ${first[0]}; send one`);
      return first[1];
    }),
);

const explainInput = lazySchema(() =>
  z
    .strictObject({
      identifiers: z
        .array(z.union([identifier, member]))
        .min(1)
        .max(explainedIdentifiersMax)
        .describe(
          'Identifiers, or texts: an external id, `device:` and a device id, or `label:name`, whichever a user has.',
        ),
    })
    .transform((its) => its.identifiers),
);

/** How somebody stands to a cohort, each with what it means. */
const statuses = {
  member: 'in the cohort',
  not_member: 'a user who is not in the cohort',
  skipped: 'the device of an identified user, by which no cohort request matches anybody; the user is not in',
  other_form:
    'no identifier of a user, but one differs only in case, white space, quotes, zeros or Unicode form',
  unknown: 'no identifier of a user',
} as const;
type Status = keyof typeof statuses;

const explanationAnswer = lazySchema(() =>
  z
    .strictObject({
      identifier: memberAnswer(),
      status: z.enum(Object.keys(statuses) as [Status, ...Status[]]).describe(
        Object.entries(statuses)
          .map(([status, meaning]) => `\`${status}\`: ${meaning}.`)
          .join(' '),
      ),
      member: z.boolean(),
      rule: z.enum(membershipRules).describe('Why, for code.'),
      message: z.string().describe('Why, in words. Requests are counted from 1, as the journal lists them.'),
      advice: z.string().optional().describe('What would have to be done for them to be in.'),
      request_id: z.string().optional().describe('The request that it is about.'),
      user: profileAnswer().nullable().describe('Who has the identifier.'),
      similar: memberAnswer().optional().describe('What a user has that looks like it.'),
      requests: z
        .array(z.string())
        .describe('Ids of the last requests to the cohort that name them, the newest first.'),
      request_count: z.int().describe('How many requests of the journal to the cohort name them.'),
    })
    .meta({ id: 'membership', description: 'Whether somebody is in a cohort, and why.' }),
);

const evictionShape = {
  evicted: z.int().describe('How many requests the journal had to let go of: what they did is not told.'),
  evicted_until: answeredTime.nullable().describe('When the last of them arrived.'),
};

/** What came of a place that names somebody, each with what it means. */
const effects = {
  added: 'in by it, or was in already',
  removed: 'out by it, or was out already',
  removed_by_conflict: 'it asks for both, and the removal won',
  unknown: 'no user had the identifier',
  skipped: 'the device of an identified user',
  refused: 'the request was refused',
  held_back: 'a processing delay holds it back',
  passed_over: 'the cohort had never been named, and the workspace ignores such',
} satisfies Record<NamingEffect, string>;

const mentionAnswer = lazySchema(() =>
  z.strictObject({
    request_id: z.string(),
    at: answeredTime,
    path: z.string().describe('Of the place that names them; of several the last.'),
    identifier: memberAnswer(),
    asked: z.enum(['add', 'remove']),
    effect: z.enum(Object.keys(effects) as [NamingEffect, ...NamingEffect[]]).describe(
      Object.entries(effects)
        .map(([effect, meaning]) => `\`${effect}\`: ${meaning}.`)
        .join(' '),
    ),
    status: z
      .int()
      .nullable()
      .optional()
      .describe('Of the answer, when the request was refused; null when none went out.'),
  }),
);

const oneShape = lazySchema(() =>
  z.strictObject({
    named: z
      .array(mentionAnswer())
      .describe('What the requests under `requests` asked for, and what came of it.'),
    ...evictionShape,
  }),
);

const oneAnswer = lazySchema(() =>
  explanationAnswer().extend(oneShape().shape).meta({
    id: 'explained_member',
    description: 'Whether somebody is in a cohort, and why; and what the journal had to let go of.',
  }),
);

const listAnswer = lazySchema(() =>
  z.strictObject({
    counts: z.strictObject(
      Object.fromEntries(Object.keys(statuses).map((status) => [status, z.int()])) as Record<
        Status,
        z.ZodInt
      >,
    ),
    members: z.array(explanationAnswer()).describe('In the order of `identifiers`.'),
    ...evictionShape,
  }),
);

interface Explained {
  findings: Findings;
  reason: MembershipReason;
}

interface Eviction {
  count: number;
  until: number | null;
}

export function explainedJson(its: Explained, eviction: Eviction): Wire<typeof oneAnswer> {
  const named = its.findings.mentions.toReversed().map(mentionJson);
  return { ...explanationJson(its), named, ...evictionJson(eviction) };
}

function mentionJson(its: Mention): Wire<typeof mentionAnswer> {
  return {
    request_id: its.requestId,
    at: isoTime(its.at),
    path: its.path,
    identifier: memberJson(its.identifier),
    asked: its.removes ? 'remove' : 'add',
    effect: its.effect,
    status: its.refusal && (its.refusal.status ?? null),
  };
}

export function explainedListJson(people: readonly Explained[], eviction: Eviction): Wire<typeof listAnswer> {
  const counts = { member: 0, not_member: 0, skipped: 0, other_form: 0, unknown: 0 } satisfies Record<
    Status,
    number
  >;
  const members = people.map(explanationJson);
  for (const { status } of members) counts[status]++;
  return { counts, members, ...evictionJson(eviction) };
}

function explanationJson({ findings, reason }: Explained): Wire<typeof explanationAnswer> {
  const { person, mentions, requestCount } = findings;
  const { identifier: asked, profile, isMember, similar } = person;
  return {
    identifier: memberJson(asked),
    status: statusOf(person),
    member: isMember,
    rule: reason.rule,
    message: reason.message,
    advice: reason.advice,
    request_id: reason.requestId,
    user: profile === undefined ? null : profileJson(profile),
    similar: similar && memberJson(similar),
    requests: mentions.map(({ requestId }) => requestId).toReversed(),
    request_count: requestCount,
  };
}

function statusOf({ profile, isMember, isSkipped, similar }: Findings['person']): Status {
  if (isMember) return 'member';
  if (profile === undefined) return similar === undefined ? 'unknown' : 'other_form';
  return isSkipped ? 'skipped' : 'not_member';
}

function evictionJson({ count, until }: Eviction) {
  return { evicted: count, evicted_until: until === null ? null : isoTime(until) };
}

export const explainEndpoints = {
  explainMember: controlEndpoint({
    verb: 'GET',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/explain',
    summary: 'Says whether somebody is in a cohort, and why.',
    description: 'The cohort need not be there: then nobody is in it, and the requests say why.',
    query: explainQuery,
    answer: { status: 200, body: oneAnswer },
    refusals: ['partner_not_found'],
  }),
  explainMembers: controlEndpoint({
    verb: 'POST',
    path: '/workspaces/{ws}/cohorts/{partner}/{cohort_id}/explain',
    summary: 'Says of each of a list of identifiers whether it is in a cohort, and why.',
    body: explainInput,
    answer: { status: 200, body: listAnswer },
    refusals: ['partner_not_found'],
  }),
};
