import { findStyleSheet } from './assets.js';

/**
 * Headers of every page. Text of others can never run: scripts come from our own files alone, and the only style is our own, which
 * its hash tells from any other. Nothing is loaded from elsewhere, no page of others shows ours in a frame, and no form goes
 * elsewhere.
 */
export function pageHeaders(): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src '${findStyleSheet().hash}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
}
