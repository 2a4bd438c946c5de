import { Controller } from '@nestjs/common';
import { type Approval, viewApproval } from '@cofferdam/domain';
import { type ApprovalFilter, Approvals, Records, type Tx } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { Within } from '../http/within';
import { parksOf, sees } from '../scope/parks';
import { ApprovalDesk } from './approval-desk';
import { confirmApproval, getApproval, listApprovals, refuseApproval, reviewApproval } from './approvals.routes';

type ListQuery = GivenOf<typeof listApprovals>['query'];

@Controller()
export class ApprovalsController {
  constructor(
    private readonly records: Records,
    private readonly approvals: Approvals,
    private readonly desk: ApprovalDesk,
  ) {}

  @Answers(listApprovals)
  list(@Given() { query }: GivenOf<typeof listApprovals>, @SignedIn() { user }: Caller): Promise<unknown> {
    const filter = { ...filterOf(query), ...timelineOf(query), parks: parksOf(user, query.park) };
    return this.records.snapshot(async (tx, asOf) => {
      const all = await this.approvals.list(tx, filter);
      const items = pageOf(all, query);
      const last = items.at(-1);
      const next = last && last !== all.at(-1) ? last.id : null;
      return { items: items.map(viewApproval), next, total: all.length, asOf };
    });
  }

  @Answers(getApproval)
  get(@Given() { params }: GivenOf<typeof getApproval>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const approval = await this.approvals.get(tx, params.id);
      if (!approval || !sees(parksOf(user), approval.park)) {
        throw new Problem('not-found', `no approval ${params.id} in your scope`);
      }
      return { ...viewApproval(approval), asOf };
    });
  }

  @Answers(confirmApproval)
  async confirm(
    @Given() { params }: GivenOf<typeof confirmApproval>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const { approval, incident, alarm } = await this.desk.confirm(tx, params.id, user);
    return answer({ approval: viewApproval(approval), incident, alarm });
  }

  @Answers(refuseApproval)
  async refuse(
    @Given() { params, body }: GivenOf<typeof refuseApproval>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer({ approval: viewApproval(await this.desk.refuse(tx, params.id, user, body.reason)) });
  }

  @Answers(reviewApproval)
  async review(
    @Given() { params, body }: GivenOf<typeof reviewApproval>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer({ approval: viewApproval(await this.desk.review(tx, params.id, user, body.note)) });
  }
}

function filterOf({ state, unreviewed, alarm, incident }: ListQuery): Omit<ApprovalFilter, 'parks'> {
  const subject = subjectOf('incident', incident) ?? subjectOf('alarm', alarm);
  return defined({ state, unreviewed, subject });
}

const subjectOf = (kind: Approval['subject']['kind'], id: string | undefined): Approval['subject'] | undefined =>
  id === undefined ? undefined : { kind, id };

/** @throws Problem where `after` is no id of the list */
function pageOf(all: readonly Approval[], { after, limit }: ListQuery): Approval[] {
  const place = after === undefined ? -1 : all.findIndex(({ id }) => id === after);
  if (after !== undefined && place === -1) throw new Problem('bad-request', 'query.after: no cursor of this list');
  return all.slice(place + 1, place + 1 + limit);
}
