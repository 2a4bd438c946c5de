import { Controller, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Given, SignedIn } from '../http/given';
import type { Caller, OperatorRequest } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { parksOf } from '../scope/parks';
import { audienceOf } from './audience';
import { openFeed } from './feed.routes';
import { FeedHub } from './feed-hub';

@Controller()
export class FeedController {
  constructor(private readonly hub: FeedHub) {}

  @Answers(openFeed)
  async open(
    @Given() { query }: GivenOf<typeof openFeed>,
    @SignedIn() { user, session }: Caller,
    @Req() request: OperatorRequest,
    @Res() response: Response,
  ): Promise<void> {
    const audience = audienceOf(timelineOf(query), parksOf(user, query.park));
    await this.hub.open(response, {
      audience,
      username: user.username,
      session,
      after: lastEventId(request) ?? query.after,
    });
  }
}

/** A browser that reconnects repeats the address with its old `after`, so its own word counts more. */
function lastEventId(request: OperatorRequest): number | undefined {
  const text = request.headers['last-event-id'];
  if (text === undefined || text === '') return undefined;
  const seq = Number(text);
  if (!Number.isSafeInteger(seq) || seq < 0) throw new Problem('bad-request', 'Last-Event-ID is not a seq');
  return seq;
}
