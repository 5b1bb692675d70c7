import { z } from 'zod';
import type { Snapshot } from '../../domain/snapshot.js';
import { isoTime } from '../../domain/time/time.js';
import { lazySchema, type Wire } from '../endpoint.js';
import { controlEndpoint } from './endpoint.js';
import { pageAnswer, pageQuery } from './pages.js';
import { answeredTime, binary, nothing } from './values.js';

/** The name's form is the emulator's rule, whoever calls. */
const snapshotInput = lazySchema(() =>
  z.strictObject({
    name: z.string().describe('1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-", not beginning with a dot.'),
    workspace: z.string().optional().describe('Id of the workspace to save. Left out, everything.'),
    replace: z.boolean().optional().describe('Whether a snapshot of that name is replaced.'),
  }),
);

const importQuery = lazySchema(() =>
  z.strictObject({
    replace: z
      .enum(['true', 'false'])
      .optional()
      .transform((text) => text === 'true'),
  }),
);

export const snapshotAnswer = lazySchema(() =>
  z
    .strictObject({
      name: z.string(),
      created_at: answeredTime.nullable(),
      scope: z.enum(['everything', 'workspace']).nullable(),
      workspace: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      workspace_count: z.int().nullable(),
      size_bytes: z.int(),
      problem: z.string().nullable().describe('Why it cannot be read; null for one that can.'),
    })
    .meta({ id: 'snapshot', description: 'A saved state, of the server or of one workspace.' }),
);
export const snapshotsAnswer = lazySchema(() => pageAnswer({ snapshots: z.array(snapshotAnswer()) }));

export function snapshotJson(snapshot: Snapshot): Wire<typeof snapshotAnswer> {
  const { name, sizeBytes, description, problem } = snapshot;
  return {
    name,
    created_at: description && isoTime(description.createdAt),
    scope: description && (description.workspace === null ? 'everything' : 'workspace'),
    workspace: description?.workspace ?? null,
    workspace_count: description?.workspaceCount ?? null,
    size_bytes: sizeBytes,
    problem,
  };
}

const file = 'application/octet-stream';

export const snapshotEndpoints = {
  listSnapshots: controlEndpoint({
    verb: 'GET',
    path: '/snapshots',
    summary: 'Lists the snapshots, those that cannot be read too.',
    query: pageQuery,
    answer: { status: 200, body: snapshotsAnswer },
  }),
  saveSnapshot: controlEndpoint({
    verb: 'POST',
    path: '/snapshots',
    summary: 'Saves everything, or one workspace, under a name.',
    body: snapshotInput,
    answer: { status: 201, body: snapshotAnswer },
    refusals: ['workspace_not_found', 'snapshot_exists', 'storage_unusable'],
  }),
  exportSnapshot: controlEndpoint({
    verb: 'GET',
    path: '/snapshots/{name}',
    summary: 'Sends a snapshot as a file, for another server.',
    answer: { status: 200, mediaType: file, body: binary },
    refusals: ['invalid_request', 'snapshot_not_found'],
  }),
  importSnapshot: controlEndpoint({
    verb: 'PUT',
    path: '/snapshots/{name}',
    summary: 'Takes a snapshot in from a file.',
    query: importQuery,
    streamedBody: { mediaType: file, schema: binary },
    answer: { status: 200, body: snapshotAnswer },
    refusals: ['snapshot_exists', 'snapshot_unusable', 'storage_unusable'],
  }),
  deleteSnapshot: controlEndpoint({
    verb: 'DELETE',
    path: '/snapshots/{name}',
    summary: 'Deletes a snapshot.',
    answer: { status: 204 },
    refusals: ['invalid_request', 'snapshot_not_found', 'storage_unusable'],
  }),
  restoreSnapshot: controlEndpoint({
    verb: 'POST',
    path: '/snapshots/{name}/restore',
    summary: 'Takes everything, or the one workspace, back to a snapshot.',
    body: nothing,
    answer: { status: 200, body: snapshotAnswer },
    refusals: [
      'snapshot_not_found',
      'snapshot_unusable',
      'partner_not_found',
      'key_in_use',
      'storage_unusable',
    ],
  }),
};
