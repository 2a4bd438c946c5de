import { Controller, Res } from '@nestjs/common';
import { type Policy, policyWarnings } from '@cofferdam/domain';
import { Desks, Policies, Records, type RegisteredPark, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { type Answer, answer, etag } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { mustMatch, Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { RegisterReader } from '../register/register-reader';
import { parksOf } from '../scope/parks';
import { getPolicy, listPolicies, putPolicy } from './policies.routes';

@Controller()
export class PoliciesController {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly policies: Policies,
    private readonly desks: Desks,
  ) {}

  @Answers(listPolicies)
  list(@Given() { query }: GivenOf<typeof listPolicies>, @SignedIn() { user }: Caller): Promise<unknown> {
    const scope = parksOf(user, query.park);
    return this.records.snapshot(async (tx, asOf) => {
      const parks = (await this.register.parks(tx, user)).filter(({ park }) => scope === '*' || scope.includes(park));
      const items: unknown[] = [];
      for (const park of parks) {
        const { version, policy } = await this.policies.current(tx, park.park);
        items.push(await this.view(tx, park, version, policy));
      }
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(getPolicy)
  get(
    @Given() { params }: GivenOf<typeof getPolicy>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const park = await this.register.park(tx, user, params.park);
      const { version, policy } = await this.policies.current(tx, park.park);
      const history = (await this.policies.history(tx, park.park)).map(({ version: past, actor, at }) => {
        return { version: past, actor, at: new Date(at).toISOString() };
      });
      response.setHeader('ETag', etag(version));
      return { ...(await this.view(tx, park, version, policy)), history, asOf };
    });
  }

  @Answers(putPolicy)
  async put(
    @Given() { params, body }: GivenOf<typeof putPolicy>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const park = await this.register.park(tx, user, params.park);
    const { version, policy } = await this.policies.lock(tx, park.park);
    mustMatch(sight, version, await this.view(tx, park, version, policy), 'it has been set anew');
    const next = await this.policies.put(tx, park.park, body, user.username);
    return answer(await this.view(tx, park, next, body), { ETag: etag(next) });
  }

  /** The sanity rule looks at the desks as they are now, wherever they were set. */
  private async view(tx: Tx, { park, document }: RegisteredPark, version: number, policy: Policy) {
    const desks = (await this.desks.all(tx, [park])).map(({ desk }) => desk);
    const warnings = policyWarnings(policy, { ...document, desks }).map(({ path, message }) => ({
      at: path.join('.'),
      detail: message,
    }));
    return { park, version, policy, warnings };
  }
}
