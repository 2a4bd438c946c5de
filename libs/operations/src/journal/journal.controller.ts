import { Controller } from '@nestjs/common';
import { Journal } from '@cofferdam/records';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { parksOf } from '../scope/parks';
import { viewEvent } from './event-view';
import { readJournal } from './journal.routes';

@Controller()
export class JournalController {
  constructor(private readonly journal: Journal) {}

  /** The journal only grows at its end, so its own numbers make a snapshot: what is after `asOf` is left out. */
  @Answers(readJournal)
  async read(@Given() { query }: GivenOf<typeof readJournal>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { after, limit, park } = query;
    const scope = { ...timelineOf(query), parks: parksOf(user, park) };
    const asOf = await this.journal.lastSeq();
    const [events, total] = await Promise.all([
      this.journal.read({ ...scope, after, limit: limit + 1 }),
      this.journal.count({ ...scope, after }),
    ]);
    const items = events.filter(({ seq }) => seq <= asOf).slice(0, limit);
    const next = events.length > limit && items.length === limit ? String(items.at(-1)?.seq) : null;
    return { items: items.map(viewEvent), next, total, asOf };
  }
}
