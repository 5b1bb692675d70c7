import type { Profile } from '../client/api.js';
import { after, type Either } from '../client/call.js';
import { idOf, nameOf } from '../client/identity.js';
import { refuseArgument } from '../library/arguments.js';
import type { SegmentExplanation } from '../library/handles/segment.js';
import { inTurn, readings, type Who } from '../library/identity.js';
import { unless } from '../library/not-met.js';
import { type GroupOf, groupOf, membersOf, titleOf } from './subjects.js';
import { type Verdict, withPage } from './verdict.js';

/** How many users of a list, and how many reasons, a message shows. */
const shownMax = 10;

/** Whether a group has exactly these members. */
export function checkMembers(check: string, subject: unknown, ids: readonly Who[]): Either<Verdict> {
  const its = groupOf(check, subject);
  const expected = textsOf(ids);
  return described(its, (title, members) => {
    const actual = members.map(idOf).sort();
    const { missing, unexpected } = compare(expected, members);
    if (missing.length + unexpected.length === 0) {
      const message = `${title} has exactly the members that it should not have: ${listed(actual)}.`;
      return { pass: true, expected, actual, message };
    }
    return after(reasons(its, missing), (whyMissing) =>
      after(reasons(its, unexpected), (whyThere) => ({
        pass: false,
        expected,
        actual,
        message: [
          `${title} has other members than expected.`,
          `Expected: ${listed(expected)}`,
          `Actual:   ${listed(actual)}`,
          ...section('Missing', whyMissing),
          ...section('Not expected', whyThere),
        ].join('\n'),
      })),
    );
  });
}

/** Whether a group has all of these members, and perhaps others. */
export function checkIncludes(check: string, subject: unknown, ids: readonly Who[]): Either<Verdict> {
  const its = groupOf(check, subject);
  const expected = textsOf(ids);
  return described(its, (title, members) => {
    const { missing } = compare(expected, members);
    return after(reasons(its, missing), (whyMissing) => ({
      pass: missing.length === 0,
      expected,
      actual: members.map(idOf).sort(),
      message: [
        `${title} ${missing.length === 0 ? 'has all who should not be in it' : 'lacks some who should be in it'}.`,
        `Expected among others: ${listed(expected)}`,
        `Actual:                ${listed(members.map(idOf).sort())}`,
        ...section('Missing', whyMissing),
      ].join('\n'),
    }));
  });
}

/** Whether a group has none of these members. */
export function checkExcludes(check: string, subject: unknown, ids: readonly Who[]): Either<Verdict> {
  const its = groupOf(check, subject);
  const unwanted = textsOf(ids);
  return described(its, (title, members) => {
    const missing = new Set(compare(unwanted, members).missing);
    const there = unwanted.filter((id) => !missing.has(id));
    return after(reasons(its, there), (whyThere) => ({
      pass: there.length === 0,
      expected: [],
      actual: there,
      message: [
        `${title} has ${there.length === 0 ? 'nobody who should be in it' : 'some who should not be in it'}.`,
        `Expected not: ${listed(unwanted)}`,
        `Actual:       ${listed(members.map(idOf).sort())}`,
        ...section('Not expected', whyThere),
      ].join('\n'),
    }));
  });
}

/** Whether a group has this member. */
export function checkMember(check: string, subject: unknown, who: Who): Either<Verdict> {
  const its = groupOf(check, subject);
  const id = textOf('id', who);
  return described(its, (title, members) => {
    const pass = compare([id], members).missing.length === 0;
    const actual = members.map(idOf).sort();
    return after(reason(its, id), (why) => ({
      pass,
      expected: pass ? actual.filter((its) => its !== id) : [...actual, id].sort(),
      actual,
      message: [
        `${title} ${pass ? `has ${id}, who should not be in it` : `does not have ${id}`}.`,
        `Its members: ${listed(actual)}`,
        ...section(pass ? 'Not expected' : 'Missing', [`  ${id}: ${why}`]),
      ].join('\n'),
    }));
  });
}

/** Whether a group has so many members. */
export function checkSize(check: string, subject: unknown, size: number): Either<Verdict> {
  const its = groupOf(check, subject);
  if (!Number.isSafeInteger(size) || size < 0) refuseArgument('size', 'a whole number from 0 on', size);
  const verdict = after(titleOf(its), (title) =>
    after(its.group.size(), (actual) =>
      after(actual > shownMax ? [] : its.group.ids(), (ids) => {
        const pass = actual === size;
        const but = pass ? ', and should not' : `, not ${size}`;
        const names = ids.length === 0 ? '' : `: ${ids.join(', ')}`;
        return { pass, expected: size, actual, message: `${title} has ${counted(actual)}${but}${names}.` };
      }),
    ),
  );
  return withPage(verdict, its.group.page);
}

/** Goes on with the title and the members of a group. */
function described(
  its: GroupOf,
  next: (title: string, members: Profile[]) => Either<Verdict>,
): Either<Verdict> {
  const verdict = after(titleOf(its), (title) => after(membersOf(its), (members) => next(title, members)));
  return withPage(verdict, its.group.page);
}

/** Texts of `expected` that no member has, and members whom none of them means. Each identifier of a user means the user. */
export function compare(
  expected: readonly string[],
  members: readonly Profile[],
): { missing: string[]; unexpected: string[] } {
  const byName = new Map<string, Profile>();
  // What ids() gives goes before other identifiers with the same text.
  for (const profile of members) {
    for (const name of otherNamesOf(profile)) byName.set(name, profile);
  }
  for (const profile of members) byName.set(idOf(profile), profile);
  const meant = new Set(expected.map((name) => byName.get(name)));
  return {
    missing: expected.filter((name) => !byName.has(name)),
    unexpected: members.filter((profile) => !meant.has(profile)).map(idOf),
  };
}

function otherNamesOf({ user_aliases, device_ids, braze_id }: Profile): string[] {
  return [
    `braze_id:${braze_id}`,
    ...user_aliases.map((user_alias) => nameOf({ user_alias })),
    ...device_ids.map((device_id) => nameOf({ device_id })),
  ];
}

function textsOf(ids: readonly Who[]): string[] {
  if (!Array.isArray(ids)) refuseArgument('ids', 'an array of ids as ids() gives them', ids);
  return ids.map((who, place) => textOf(`ids[${place}]`, who)).sort();
}

function textOf(name: string, who: Who): string {
  readings(name, who);
  return typeof who === 'string' ? who : nameOf(who);
}

/** A line for each of the first of them. */
function reasons(its: GroupOf, ids: readonly string[]): Either<string[]> {
  const lines = inTurn(ids.slice(0, shownMax), (id) => after(reason(its, id), (why) => `  ${id}: ${why}`));
  const more = ids.length - shownMax;
  return after(lines, (shown) => (more > 0 ? [...shown, `  and ${more} more`] : shown));
}

function reason({ kind, group }: GroupOf, id: string): Either<string> {
  if (kind === 'cohort') return after(group.explain(id), ({ message }) => message);
  const explained = unless<SegmentExplanation | undefined>(
    'user_not_found',
    () => group.explain(id),
    undefined,
  );
  return after(explained, (its) => {
    if (its === undefined) return `the workspace has no user '${id}'`;
    if (its.matches) return 'meets every criterion';
    return its.failing.map(({ path, description }) => `${path} fails: ${description}`).join('; ');
  });
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines];
}

function listed(ids: readonly string[]): string {
  if (ids.length === 0) return 'nobody';
  const more = ids.length > shownMax ? ` and ${ids.length - shownMax} more` : '';
  return ids.slice(0, shownMax).join(', ') + more;
}

function counted(size: number): string {
  return size === 1 ? '1 member' : `${size} members`;
}
