import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LIVE, type Timeline } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Bells } from '@cofferdam/queue';
import {
  Deadlines,
  Drills,
  Heartbeats,
  Incidents,
  LegalMatters,
  Outbox,
  Records,
  SystemAlarms,
  type SystemTrouble,
  type Tx,
} from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { ofEachTimeline } from './due';
import { DueAlarms } from './due-alarms';
import { DEADLINE_REFUSED, Fire } from './fire';

const LOOK_EVERY_MS = 5_000;
/** A due deadline fires within the second; one this old means that nothing looks. */
const OVERDUE_MS = 10_000;
const COMMAND_WAITS_MS = 60_000;
/** What was found once and put right stays told of for so long. */
const NEWS_MS = 600_000;

/** Under this name the auditor's heart beats, for the watcher in another process. */
export const AUDITOR = 'auditor';

const trouble = (rule: string): SystemTrouble => ({ subject: { kind: 'system', id: 'timers' }, rule });
const FORGOTTEN = trouble('incident-without-deadline');
const UNTIMED_REPORT = trouble('report-without-deadline');
const OVERDUE = trouble('deadline-overdue');
const COMMANDS = trouble('command-waits');
const BELLS = trouble('bells-fail');

type Rearmed = Timeline & { readonly id: string };
const isReal = (one: Timeline): boolean => one.class === 'actual';

/** Looks for incidents that would be forgotten and for what should have fired or been sent, and says so. */
@Injectable()
export class TimerAuditor implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(TimerAuditor.name);
  private readonly outage = new Outage(this.logger, 'deadlines cannot be audited');
  private busy: Promise<void> | null = null;
  private foundAt = performance.now();
  private untimedAt = performance.now();

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly incidents: Incidents,
    private readonly deadlines: Deadlines,
    private readonly outbox: Outbox,
    private readonly systemAlarms: SystemAlarms,
    private readonly heartbeats: Heartbeats,
    private readonly bells: Bells,
    private readonly fire: Fire,
    private readonly alarms: DueAlarms,
    private readonly legal: LegalMatters,
  ) {}

  /** What hides an alarm without a known end hides it for ever. */
  async onModuleInit(): Promise<void> {
    const lifted = await this.alarms.restore();
    if (lifted > 0) this.logger.warn(`${lifted} alarms were hidden without a known end and are shown again`);
  }

  @Interval(LOOK_EVERY_MS)
  async audit(): Promise<void> {
    this.busy ??= this.all()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
  }

  private async all(): Promise<void> {
    await this.auditIncidents();
    await this.auditReports();
    await this.auditDeadlines();
    await this.auditCommands();
    await this.auditBells();
    await this.heartbeats.beat(AUDITOR);
  }

  /** Every incident that is not over has something due. One that has not gets it back. */
  private async auditIncidents(): Promise<void> {
    const forgotten = await this.incidents.openWithoutDeadline();
    await this.rearm(forgotten, async (tx, ids, now) => {
      const incidents = await this.incidents.lock(tx, ids);
      const changes = incidents.map((incident) => ({ incident, entries: [], messages: [] }));
      await this.incidents.save(tx, changes, now, { why: 'rearmed' });
    });
    const real = forgotten.filter(isReal);
    if (real.length === 0) {
      if (performance.now() - this.foundAt > NEWS_MS) await this.systemAlarms.clear(FORGOTTEN);
      return;
    }
    this.foundAt = performance.now();
    const names = real.slice(0, 5).map(({ number }) => number);
    const explain = `Incidents without a pending deadline got theirs back: ${names.join(', ')} (${real.length}).`;
    await this.systemAlarms.raise({ ...FORGOTTEN, severity: 'orange', explain });
  }

  /** The same of every report that is owed. */
  private async auditReports(): Promise<void> {
    const owed = await this.legal.owedWithoutDeadline(this.records.db);
    await this.rearm(owed, async (tx, ids, now) => {
      const matters = await this.legal.lock(tx, ids);
      const changes = matters.map((matter) => ({ matter, entries: [], messages: [], over: [] }));
      await this.legal.save(tx, changes, now);
    });
    const real = owed.filter(isReal);
    if (real.length === 0) {
      if (performance.now() - this.untimedAt > NEWS_MS) await this.systemAlarms.clear(UNTIMED_REPORT);
      return;
    }
    this.untimedAt = performance.now();
    const explain = `${real.length} incidents owe a report and had no deadline for it; they got it back.`;
    await this.systemAlarms.raise({ ...UNTIMED_REPORT, severity: 'orange', explain });
  }

  /** Each timeline's by its own clock. Of a drill's nothing is said: it is no trouble of the service. */
  private async rearm(
    things: readonly Rearmed[],
    save: (tx: Tx, ids: string[], now: number) => Promise<void>,
  ): Promise<void> {
    for (const own of ofEachTimeline(things)) {
      const { class: class_, drill } = own[0] ?? LIVE;
      await this.records.transaction(async (tx) => {
        if (drill !== null && !(await this.drills.holdUnderWay(tx, [drill])).has(drill)) return;
        const ids = own.map(({ id }) => id);
        await save(tx, ids, await this.records.now(tx, { drill }));
      });
      if (class_ !== 'actual') this.logger.warn(`drill ${drill}: ${own.length} without a deadline got theirs back`);
    }
  }

  private async auditDeadlines(): Promise<void> {
    const [first] = await this.deadlines.soonest(0, 1);
    const late = first === undefined ? 0 : (await this.records.now()) - first.dueAt;
    const explain = `A deadline is ${Math.round(late / 1000)} s overdue and has not fired.`;
    await this.say(late > OVERDUE_MS, OVERDUE, 'orange', explain);
    if (!this.fire.leavesRealAlone && late <= OVERDUE_MS) await this.systemAlarms.clear(DEADLINE_REFUSED);
  }

  private async auditCommands(): Promise<void> {
    const age = await this.outbox.oldestPending(['command']);
    const explain = `A command to a device has waited ${Math.round(age / 1000)} s to be published.`;
    await this.say(age > COMMAND_WAITS_MS, COMMANDS, 'yellow', explain);
  }

  private async auditBells(): Promise<void> {
    const failed = await this.bells.failed().catch(() => null);
    const explain =
      failed === null
        ? 'The Redis of the bells does not answer: deadlines fire up to half a second late.'
        : `${failed} bells have failed in the last ten minutes.`;
    await this.say(failed !== 0, BELLS, 'yellow', explain);
  }

  private async say(is: boolean, what: SystemTrouble, severity: 'yellow' | 'orange', explain: string): Promise<void> {
    if (is) await this.systemAlarms.raise({ ...what, severity, explain });
    else await this.systemAlarms.clear(what);
  }
}
