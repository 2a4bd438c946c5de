import { Controller } from '@nestjs/common';
import type { KeptCapMessage } from '@cofferdam/records';
import { CapMessages, Incidents, Records, type Tx } from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { parksOf, sees } from '../scope/parks';
import { askWarning, draftWarning, listIncidentCap, withdrawWarning } from './cap.routes';
import { WarningDesk } from './warning-desk';

@Controller()
export class WarningsController {
  constructor(
    private readonly records: Records,
    private readonly incidents: Incidents,
    private readonly messages: CapMessages,
    private readonly desk: WarningDesk,
  ) {}

  @Answers(listIncidentCap)
  list(@Given() { params }: GivenOf<typeof listIncidentCap>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const incident = await this.incidents.get(tx, params.id);
      if (!incident || !sees(parksOf(user), incident.park)) {
        throw new Problem('not-found', `no incident ${params.id} in your scope`);
      }
      const items = (await this.messages.ofIncident(tx, params.id)).map(viewMessage);
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(draftWarning)
  draft(@Given() { params }: GivenOf<typeof draftWarning>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot((tx) => this.desk.show(tx, params.id, user));
  }

  @Answers(askWarning)
  ask(
    @Given() { params, body }: GivenOf<typeof askWarning>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.ask(tx, params.id, body, user);
  }

  @Answers(withdrawWarning)
  withdraw(
    @Given() { params, body }: GivenOf<typeof withdrawWarning>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.withdraw(tx, params.id, body.reason, user);
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function viewMessage({ message, class: kind, superseded, refused }: KeptCapMessage): unknown {
  const { identifier, msgType, scope, status, sent, infos } = message;
  const headline = { zh: infos[0]?.headline ?? '', en: infos[1]?.headline ?? '' };
  const expires = iso(Math.max(...infos.map((info) => info.expires ?? sent)));
  const path = refused.length === 0 ? `/cap/${kind}/${identifier}.xml` : null;
  return { identifier, msgType, scope, status, sent: iso(sent), expires, superseded, refused, headline, path };
}
