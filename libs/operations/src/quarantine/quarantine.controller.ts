import { Controller } from '@nestjs/common';
import { Journal, type Quarantined, type QuarantineQuery, QuarantineStore } from '@cofferdam/records';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { parksOf } from '../scope/parks';
import { listQuarantine } from './quarantine.routes';

@Controller()
export class QuarantineController {
  constructor(
    private readonly quarantine: QuarantineStore,
    private readonly journal: Journal,
  ) {}

  @Answers(listQuarantine)
  async list(@Given() { query }: GivenOf<typeof listQuarantine>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { park, after, reason, limit } = query;
    const parks = parksOf(user, park);
    const scope: Omit<QuarantineQuery, 'limit'> = { parks, class: query.class, ...(reason && { reason }) };
    const asOf = await this.journal.lastSeq();
    const [rows, total, counts] = await Promise.all([
      this.quarantine.list({ ...scope, ...(after !== undefined && { after }), limit: limit + 1 }),
      this.quarantine.count(scope),
      parks === '*' ? this.quarantine.counts() : null,
    ]);
    const items = rows.slice(0, limit);
    const next = rows.length > limit ? String(items.at(-1)?.id) : null;
    return { items: items.map(viewRefused), next, total, asOf, counts };
  }
}

function viewRefused({ payload, at, ...rest }: Quarantined) {
  return { ...rest, at: new Date(at).toISOString(), payload: payload.toString('base64'), text: printable(payload) };
}

/** HJ 212 and JSON are text and easier to judge as such; anything with other control characters is not shown as text. */
function printable(payload: Buffer): string | null {
  const text = payload.toString('utf8');
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(text) ? null : text;
}
