import { Injectable } from '@nestjs/common';
import { type Outlet, type Park, seesPark, type User } from '@cofferdam/domain';
import { Register, type RegisteredPark, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';

export interface FoundOutlet {
  readonly park: Park;
  readonly outlet: Outlet;
}

/** The register as far as the caller may see it. */
@Injectable()
export class RegisterReader {
  constructor(private readonly register: Register) {}

  async parks(tx: Tx, user: User): Promise<RegisteredPark[]> {
    const all = await this.register.all(tx);
    return all.filter(({ park }) => seesPark(user, park)).sort((a, b) => (a.park < b.park ? -1 : 1));
  }

  /** @throws Problem `not-found`, also for a park out of their scope: they do not learn that it exists */
  async park(tx: Tx, user: User, id: string): Promise<RegisteredPark> {
    const found = (await this.parks(tx, user)).find(({ park }) => park === id);
    if (!found) throw new Problem('not-found', `no park ${id} in your scope`);
    return found;
  }

  /**
   * By `{park}.{outlet}` (or with a colon), or by the outlet's id alone where that is enough.
   * @throws Problem `not-found`, or `ambiguous` with the full ids
   */
  async outlet(tx: Tx, user: User, id: string): Promise<FoundOutlet> {
    const [, inPark, name] = /^(?:([^.:]+)[.:])?([^.:]+)$/.exec(id) ?? [];
    const found = (await this.parks(tx, user))
      .filter(({ park }) => inPark === undefined || park === inPark)
      .flatMap(({ document }) => document.outlets.map((outlet) => ({ park: document, outlet })))
      .filter(({ outlet }) => outlet.id === name);
    const [first] = found;
    if (!first) throw new Problem('not-found', `no outlet ${id} in your scope`);
    const known = found.map(({ park, outlet }) => `${park.id}.${outlet.id}`);
    if (found.length > 1) throw new Problem('ambiguous', `ask for one of ${known.join(', ')}`, { known });
    return first;
  }
}
