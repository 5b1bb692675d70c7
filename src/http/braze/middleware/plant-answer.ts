import type { Context } from 'hono';
import { type AnswerEffect, isBodiless, type PlantedBody } from '../../../domain/fault.js';
import { exceededStanding, type RateLimitBucket } from '../../../domain/workspaces/rate-limit.js';
import type { Workspace } from '../../../domain/workspaces/workspace.js';
import type { Emulator } from '../../../emulator.js';
import { observedBody } from '../answer.js';
import type { BrazeEnv } from '../env.js';
import { brazeWords } from '../errors.js';
import {
  clearRateLimitHeaders,
  setEmptyRateLimitHeaders,
  setRateLimitHeaders,
  setRetryAfter,
} from './rate-limit.js';

/**
 * The rate-limit headers that an answer of this status has: empty on a 401, nothing remaining on a 429 (DESIGN 6.1), as
 * far as the fault leaves them.
 */
export function setRateLimitHeadersOf(
  c: Context<BrazeEnv>,
  { status, retryAfterS, rateLimitHeaders }: AnswerEffect,
  emulator: Emulator,
  workspace: Workspace,
  bucket: RateLimitBucket,
): void {
  if (rateLimitHeaders === 'none') clearRateLimitHeaders(c);
  else if (status === 401) setEmptyRateLimitHeaders(c);
  else if (status !== 429) setRateLimitHeaders(c, emulator.peekRateLimit(workspace, bucket));
  else {
    const standing = exceededStanding(bucket, emulator.readClock(workspace).now, retryAfterS);
    if (rateLimitHeaders === 'retry_after') clearRateLimitHeaders(c);
    else setRateLimitHeaders(c, standing);
    setRetryAfter(c, standing);
  }
}

/**
 * Answers as the fault says, with the headers that are set by now.
 *
 * @param echoed  The REST API key of the request, at an endpoint that takes one.
 */
export function plantAnswer(
  c: Context<BrazeEnv>,
  { status, body, contentType, headers = {} }: AnswerEffect,
  echoed: string | undefined,
): void {
  const planted = body ?? wordsOf(status, echoed);
  const text = 'text' in planted ? planted.text : JSON.stringify(planted.json);
  const its = new Headers(c.res.headers);
  its.delete('Content-Type');
  const type = contentType ?? typeOf(planted);
  if (type !== undefined) its.set('Content-Type', type);
  if (text === '' && !isBodiless(status)) its.set('Content-Length', '0');
  for (const [name, value] of Object.entries(headers)) its.set(name, value);
  c.get('record').answer = { status, headers: {}, body: observedBody(new TextEncoder().encode(text)) };
  // Or else Hono keeps headers of the answer before.
  c.res = undefined;
  c.res = new Response(text === '' ? null : text, { status, headers: its });
}

function wordsOf(status: number, echoed: string | undefined): PlantedBody {
  const json = brazeWords(status, echoed);
  return json === undefined ? { text: '' } : { json };
}

/** An empty body has none. */
function typeOf(body: PlantedBody): string | undefined {
  if ('json' in body) return 'application/json';
  return body.text === '' ? undefined : 'text/plain; charset=utf-8';
}
