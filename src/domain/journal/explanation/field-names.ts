import { closest } from './edit-distance.js';

/** Other names that clients give a field, without case and separators. */
const otherNames: Record<string, readonly string[]> = {
  cohort_id: ['id', 'cohort', 'audienceid', 'segmentid'],
  name: ['cohortname', 'title', 'displayname', 'eventname', 'event'],
  created_at: ['created', 'timestamp', 'createddate'],
  cohort_changes: ['changes', 'cohortchange', 'users', 'updates', 'members'],
  user_ids: ['externalids', 'externaluserids', 'externalid', 'userid', 'ids', 'users', 'externalusers'],
  device_ids: ['deviceid', 'devices'],
  aliases: ['useraliases', 'alias', 'useralias'],
  should_remove: ['remove', 'isremove', 'delete', 'removed', 'shoulddelete'],
  alias_label: ['label', 'aliastype'],
  alias_name: ['name', 'aliasvalue', 'value', 'alias'],
  external_id: ['userid', 'externaluserid', 'id', 'customerid'],
  external_ids: ['userids', 'ids', 'externalid', 'userid'],
  route: ['path', 'url'],
  user_aliases: ['aliases', 'useralias', 'alias'],
  external_user_id: ['externalid', 'userid', 'id', 'customerid'],
  external_user_ids: ['externalids', 'userids', 'ids'],
};

/** The name that was given instead of the one that is wanted. */
export function lookAlike(names: readonly string[], wanted: string): string | undefined {
  const bare = bareName(wanted);
  const isOther = (name: string) => otherNames[wanted]?.includes(bareName(name)) ?? false;
  const found = names.find((name) => name !== wanted && bareName(name) === bare) ?? names.find(isOther);
  return (
    found ??
    (wanted.length < 5
      ? undefined
      : closest(
          wanted,
          names.filter((name) => name !== wanted),
          2,
        ))
  );
}

/** A longer name is meant for none of Braze's fields; to compare thousands of them would take long. */
const likelyLengthMax = 64;

/**
 * The field that somebody who wrote an unknown one may have meant.
 *
 * @param known  Fields that are looked at there.
 * @param object  Where it stands; a field that is there already was not meant.
 */
export function meantField(name: string, known: readonly string[], object: object): string | undefined {
  if (name.length > likelyLengthMax) return undefined;
  const free = known.filter((field) => !Object.hasOwn(object, field));
  const found = free.find((field) => lookAlike([name], field) === name);
  return found ?? (name.length < 3 ? undefined : closest(name, free, 1));
}

function bareName(name: string): string {
  return name.replaceAll(/[-_ ]/g, '').toLowerCase();
}
