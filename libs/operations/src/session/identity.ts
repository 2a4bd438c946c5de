import { Injectable } from '@nestjs/common';
import { Sessions } from '@cofferdam/records';
import type { Caller, OperatorRequest } from '../http/operator-request';
import { Problem } from '../http/problem';
import { COOKIE } from './cookie';
import { Door } from './door';

/** Finds out who calls: a bearer token, the console's cookie, or (for scrapers) user name and password. */
@Injectable()
export class Identity {
  constructor(
    private readonly sessions: Sessions,
    private readonly door: Door,
  ) {}

  /** @throws Problem `unauthenticated` where nobody is signed in or the session has ended */
  async of(request: OperatorRequest, { basicToo }: { basicToo: boolean }): Promise<Caller> {
    const [scheme, secret] = credentials(request.headers.authorization);
    if (scheme === 'basic' && basicToo) return this.byPassword(secret, request);
    if (scheme === 'bearer') return this.byToken(secret, 'bearer');
    const cookie = cookieOf(request);
    if (scheme === null && cookie !== undefined) return this.byToken(cookie, 'cookie');
    throw nobody(basicToo);
  }

  private async byToken(token: string, by: 'bearer' | 'cookie'): Promise<Caller> {
    const found = await this.sessions.find(token);
    if (found === null) throw nobody(false);
    const { expiresAt, username, role, parks } = found;
    return { user: { username, role, parks }, by, session: { token, expiresAt } };
  }

  private async byPassword(secret: string, request: OperatorRequest): Promise<Caller> {
    const text = Buffer.from(secret, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1) throw nobody(true);
    const knock = { username: text.slice(0, colon), password: text.slice(colon + 1), address: request.ip ?? '' };
    return { user: await this.door.admit(knock), by: 'basic', session: null };
  }
}

function credentials(header: string | undefined): [scheme: string | null, secret: string] {
  const [, scheme, secret] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  return [scheme?.toLowerCase() ?? (header === undefined ? null : 'unknown'), secret ?? ''];
}

function cookieOf(request: OperatorRequest): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

const nobody = (basicToo: boolean): Problem =>
  new Problem('unauthenticated', undefined, {}, { 'WWW-Authenticate': basicToo ? 'Basic, Bearer' : 'Bearer' });
