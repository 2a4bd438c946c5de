import { Controller, Inject, Req, Res } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { Sessions } from '@cofferdam/records';
import type { Request, Response } from 'express';
import { FeedHub } from '../feed/feed-hub';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { sessionCookie } from './cookie';
import { Door } from './door';
import { closeSession, openSession, seeSession } from './session.routes';

@Controller()
export class SessionController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly door: Door,
    private readonly sessions: Sessions,
    private readonly feed: FeedHub,
  ) {}

  @Answers(openSession)
  async open(
    @Given() { body }: GivenOf<typeof openSession>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const address = request.ip ?? '';
    const username = body.username ?? body.user;
    if (username === undefined) throw new Problem('bad-request', 'body.username: missing');
    const user = await this.door.admit({ username, password: body.password, address });
    const { token, expiresAt } = await this.sessions.open(user, this.settings.sessionHours);
    await this.door.tell('session.opened', user.username, { address });
    response.setHeader('Set-Cookie', sessionCookie(request, token, this.settings.sessionHours * 3600));
    return { token, expiresAt: new Date(expiresAt).toISOString(), user };
  }

  @Answers(seeSession)
  see(@SignedIn() { user, session }: Caller): unknown {
    return { expiresAt: new Date(session?.expiresAt ?? 0).toISOString(), user };
  }

  @Answers(closeSession)
  async close(
    @SignedIn() { user, session }: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (session === null) return;
    await this.sessions.close(session.token);
    this.feed.endSession(session.token);
    await this.door.tell('session.closed', user.username, {});
    response.setHeader('Set-Cookie', sessionCookie(request, '', 0));
  }
}
