import { Controller, Res } from '@nestjs/common';
import { type LegalReport, type User, viewReport } from '@cofferdam/domain';
import { LegalReports, ParkDocuments, Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { page } from '../http/cursor';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { parksOf, sees } from '../scope/parks';
import { getReport, listReports, printReport } from './legal.routes';
import { PAGE_POLICY, reportPage } from './report-page';

@Controller()
export class ReportsController {
  constructor(
    private readonly records: Records,
    private readonly reports: LegalReports,
    private readonly parks: ParkDocuments,
  ) {}

  @Answers(listReports)
  list(@Given() { query }: GivenOf<typeof listReports>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { class: _, drill: __, park, ...wanted } = query;
    const filter = { ...defined(wanted), ...timelineOf(query), parks: parksOf(user, park) };
    return page(() =>
      this.records.snapshot(async (tx, asOf) => {
        const { items, next, total } = await this.reports.list(tx, filter);
        return { items: items.map(viewReport), next, total, asOf };
      }),
    );
  }

  @Answers(getReport)
  get(@Given() { params }: GivenOf<typeof getReport>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => ({ ...viewReport(await this.seen(tx, user, params.id)), asOf }));
  }

  /** The page has nothing to run and nothing to fetch; its one style sheet is named by its hash. */
  @Answers(printReport)
  async print(
    @Given() { params, query }: GivenOf<typeof printReport>,
    @SignedIn() { user }: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.records.snapshot(async (tx) => {
      const report = await this.seen(tx, user, params.id);
      const park = (await this.parks.of(tx, [report.park])).get(report.park) ?? null;
      return reportPage(report, park, query.language ?? report.language);
    });
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.end(text);
  }

  private async seen(tx: Tx, user: User, id: string): Promise<LegalReport> {
    const report = await this.reports.get(tx, id);
    if (!report || !sees(parksOf(user), report.park)) throw new Problem('not-found', `no report ${id} in your scope`);
    return report;
  }
}
