import { findStyleSheet } from './assets.js';

/**
 * Headers of every page. Text of others can never run: scripts come from our own files alone, and style from these or from the one
 * in the head, which its hash tells from any other. Nothing is loaded from elsewhere, no page of others shows ours in a frame,
 * and no form goes elsewhere.
 *
 * `Cross-Origin-Opener-Policy` is left out. A browser learns of it with the answer, and then begins anew in another process, which
 * takes 30 to 45 ms of its first paint; what a page that opened ours can do without it is to lead its window elsewhere.
 */
export function pageHeaders(): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' '${findStyleSheet().hash}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
}
