import { Controller } from '@nestjs/common';
import { Records } from '@cofferdam/records';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { getOutlet, getPark, listOutlets, listParks } from './register.routes';
import { RegisterReader } from './register-reader';
import { summarise, viewOutlet, viewPark } from './register-view';

@Controller()
export class RegisterController {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
  ) {}

  @Answers(listParks)
  list(@Given() { query }: GivenOf<typeof listParks>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const parks = await this.register.parks(tx, user);
      return { ...page(parks.map(summarise), query), asOf };
    });
  }

  @Answers(getPark)
  park(@Given() { params }: GivenOf<typeof getPark>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      return { ...viewPark(await this.register.park(tx, user, params.id)), asOf };
    });
  }

  @Answers(listOutlets)
  outlets(@Given() { params, query }: GivenOf<typeof listOutlets>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const { document } = await this.register.park(tx, user, params.id);
      const sorted = [...document.outlets].sort((a, b) => (a.id < b.id ? -1 : 1));
      const { items, ...rest } = page(sorted, query);
      return { items: items.map((outlet) => viewOutlet(document, outlet, Date.now())), ...rest, asOf };
    });
  }

  @Answers(getOutlet)
  outlet(@Given() { params }: GivenOf<typeof getOutlet>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const { park, outlet } = await this.register.outlet(tx, user, params.id);
      return { ...viewOutlet(park, outlet, Date.now()), asOf };
    });
  }
}

interface PageQuery {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of a list sorted by id; the cursor is the last id shown. */
function page<T extends { readonly id: string }>(all: readonly T[], { after, limit }: PageQuery) {
  const rest = after === undefined ? all : all.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? (items.at(-1)?.id ?? null) : null, total: all.length };
}
