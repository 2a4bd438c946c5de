import { Controller, Res } from '@nestjs/common';
import { type AfterActionReport, junit, type User } from '@cofferdam/domain';
import { Drills, ParkDocuments, Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { DrillReporter } from './drill-reporter';
import { lookedInto, readBeforehand } from './drill-rights';
import { drillReportPage, PAGE_POLICY } from './report-page';
import { getDrillJunit, getDrillReport, getDrillScore, printDrillReport } from './reports.routes';

/** How a drill went: its score as it stands, and its report once there is one. */
@Controller()
export class DrillReportsController {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly parks: ParkDocuments,
    private readonly reporter: DrillReporter,
  ) {}

  @Answers(getDrillScore)
  score(@Given() { params }: GivenOf<typeof getDrillScore>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx) => {
      const drill = readBeforehand(await this.drills.get(tx, params.id), params.id, user);
      return this.reporter.score(tx, drill);
    });
  }

  @Answers(getDrillReport)
  get(@Given() { params }: GivenOf<typeof getDrillReport>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot((tx) => this.kept(tx, user, params.id));
  }

  /** Like a report to the authorities: nothing to run, nothing to fetch, one style sheet named by its hash. */
  @Answers(printDrillReport)
  async print(
    @Given() { params, query }: GivenOf<typeof printDrillReport>,
    @SignedIn() { user }: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.records.snapshot(async (tx) => {
      const report = await this.kept(tx, user, params.id);
      const park = (await this.parks.of(tx, [report.park])).get(report.park) ?? null;
      return drillReportPage(report, park, query.language);
    });
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.end(text);
  }

  @Answers(getDrillJunit)
  async junit(
    @Given() { params }: GivenOf<typeof getDrillJunit>,
    @SignedIn() { user }: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.records.snapshot(async (tx) => junit(await this.kept(tx, user, params.id)));
    response.setHeader('Content-Type', 'application/xml; charset=utf-8');
    response.end(text);
  }

  private async kept(tx: Tx, user: User, id: string): Promise<AfterActionReport> {
    lookedInto(await this.drills.get(tx, id), id, user);
    const report = await this.drills.report(tx, id);
    if (report === null) throw new Problem('not-found', `drill ${id} has not been reported yet`);
    return report as AfterActionReport;
  }
}
