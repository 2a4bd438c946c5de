import type { Request } from 'express';

export const COOKIE = 'cofferdam_session';

/**
 * `Set-Cookie` for the console: no script reads it, no other site sends it. `Secure` behind https, also where a proxy
 * ends it; to believe a forged header here only makes the cookie stricter.
 */
export function sessionCookie(request: Request, token: string, maxAgeSeconds: number): string {
  const https = request.secure || request.headers['x-forwarded-proto'] === 'https';
  const parts = [`${COOKIE}=${token}`, 'HttpOnly', 'SameSite=Strict', 'Path=/', `Max-Age=${maxAgeSeconds}`];
  return [...parts, ...(https ? ['Secure'] : [])].join('; ');
}
