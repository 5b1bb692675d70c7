import { createHash, timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { EmulatorError } from '../../../domain/errors.js';

const bearer = /^bearer +(\S.*)$/i;

/** Lets in requests with `Authorization: Bearer <token>`, and any request to one of `exemptPaths`. */
export const adminToken = (token: string, exemptPaths: readonly string[]) => {
  const expected = digest(token);
  return createMiddleware(async (c, next) => {
    const sent = bearer.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    // Digests have one length, and comparing them takes the same time wherever they differ.
    if (!exemptPaths.includes(c.req.path) && !timingSafeEqual(digest(sent), expected)) {
      c.header('WWW-Authenticate', 'Bearer');
      throw new EmulatorError('admin_token_required', 'Send Authorization: Bearer with the admin token');
    }
    await next();
  });
};

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
