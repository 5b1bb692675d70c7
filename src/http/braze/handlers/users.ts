import { namedTwice } from '../../../domain/journal/ignored.js';
import { unmatchedNotes } from '../../../wire/braze/notes.js';
import { trackNotes } from '../../../wire/braze/track/notes.js';
import { trackJson } from '../../../wire/braze/track/track.js';
import { deletionJson } from '../../../wire/braze/users/delete.js';
import { exportFieldNotes, fieldsOfNobody, repeatedNames } from '../../../wire/braze/users/export-fields.js';
import { profileExportJson } from '../../../wire/braze/users/exported-profile.js';
import { removalsJson, renamesJson } from '../../../wire/braze/users/external-ids.js';
import { accept, type BrazeHandlers } from '../call.js';

export const userHandlers: BrazeHandlers<
  | 'trackUsers'
  | 'identifyUsers'
  | 'createAliases'
  | 'updateAliases'
  | 'mergeUsers'
  | 'deleteUsers'
  | 'renameExternalIds'
  | 'removeExternalIds'
  | 'exportUsers'
> = {
  trackUsers(call) {
    const { request, problems } = call.input;
    accept(call, 'trackUsers', request);
    call.record.notes.unshift(...trackNotes(call.record, problems));
    return trackJson(request, problems);
  },
  identifyUsers(call) {
    accept(call, 'identifyUsers', call.input);
    return { aliases_processed: call.input.identifications.length, message: 'success' };
  },
  createAliases(call) {
    accept(call, 'createAliases', call.input);
    return { aliases_processed: call.input.length, message: 'success' };
  },
  updateAliases(call) {
    accept(call, 'updateAliases', call.input);
    return { message: 'success' };
  },
  mergeUsers(call) {
    accept(call, 'mergeUsers', call.input);
    return { message: 'success' };
  },
  deleteUsers(call) {
    const deletions = call.input.map(({ reference, path }) => ({ reference, path }));
    accept(call, 'deleteUsers', deletions);
    return deletionJson(call.input);
  },
  renameExternalIds: (call) => renamesJson(accept(call, 'renameExternalIds', call.input)),
  removeExternalIds: (call) => removalsJson(accept(call, 'removeExternalIds', call.input)),
  exportUsers({ emulator, workspace, record, input: { criteria, fields } }) {
    const { users, unmatched, repeated } = emulator.exportUsers(
      workspace,
      criteria.map((its) => its.criterion),
    );
    const isUnmatched = new Set(unmatched);
    const missed = criteria.filter((_, place) => isUnmatched.has(place));
    const again = criteria.filter((_, place) => repeated.includes(place));
    record.notes.push(...unmatchedNotes(missed.map((its) => its.path)), ...exportFieldNotes(fields));
    record.notes.push(...repeatedNames(fields, 'fields_to_export'));
    record.notes.push(...again.map((its) => namedTwice(its.path)));
    if (missed.length > 0 && users.length === 0) record.notes.push(...fieldsOfNobody(fields));
    const chosen = fields.length === 0 ? undefined : new Set(fields);
    const invalid = missed.filter((its) => its.isListed).map((its) => its.sent);
    return {
      users: users.map((user) => profileExportJson(user, chosen)),
      ...(invalid.length > 0 && { invalid_user_ids: invalid }),
      message: 'success',
    };
  },
};
