import { Controller } from '@nestjs/common';
import { Notifications, Records } from '@cofferdam/records';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { parksOf } from '../scope/parks';
import { viewNotification } from './notification-view';
import { listNotifications } from './notifications.routes';

@Controller()
export class NotificationsController {
  constructor(
    private readonly records: Records,
    private readonly notifications: Notifications,
  ) {}

  @Answers(listNotifications)
  list(@Given() { query }: GivenOf<typeof listNotifications>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { park, after, limit, incident, channel, state } = query;
    const wanted = { ...defined({ incident, channel, state }), ...timelineOf(query), parks: parksOf(user, park) };
    return this.records.snapshot(async (tx, asOf) => {
      const found = await this.notifications.read(tx, wanted, { ...defined({ before: after }), limit: limit + 1 });
      const events = found.slice(0, limit);
      const next = found.length > limit ? String(events.at(-1)?.seq) : null;
      return { items: events.map(viewNotification), next, total: await this.notifications.count(tx, wanted), asOf };
    });
  }
}
