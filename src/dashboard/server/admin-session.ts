import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { dashboardPath } from '../links.js';

const name = 'braze_emulator_session';

/** Whether the browser has named the admin token before. */
export function isLoggedIn(c: Context, adminToken: string): boolean {
  return isSame(getCookie(c, name) ?? '', sessionOf(adminToken));
}

/** Keeps that in a cookie that no script can read and no page of others can send. @returns False for a wrong token. */
export function logIn(c: Context, adminToken: string, given: string): boolean {
  if (!isSame(sessionOf(given), sessionOf(adminToken))) return false;
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, name, sessionOf(adminToken), {
    path: dashboardPath,
    httpOnly: true,
    sameSite: 'Strict',
    secure,
  });
  return true;
}

/** Follows from the token, so that it outlives a restart, and does not tell it. */
function sessionOf(adminToken: string): string {
  return createHmac('sha256', adminToken).update('dashboard session').digest('hex');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
