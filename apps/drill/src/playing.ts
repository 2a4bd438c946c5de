import { writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Api, type Answer, Failure, LEAVING, readAnswer } from './api';
import type { RunWish } from './arguments';
import type { Logins } from './logins';
import { Progress, progressLine, type ProgressLine } from './progress';
import type { Surroundings } from './surroundings';
import { ScoreSheet, scoreTable } from './table';

const EVERY = 1_000;
const OVER = ['ended', 'evaluated', 'reported'];
const STOPPED = '命令行中止演练 / stopped from the command line';
const Total = z.looseObject({ total: z.number() });

/** One drill, from its plan to its report. */
export class Playing {
  private readonly director: Api;
  private id = '';
  /** The live alarm that has stopped it and was told. */
  private told: string | null = null;

  constructor(
    private readonly wish: RunWish,
    private readonly logins: Logins,
    private readonly line: ProgressLine,
    private readonly around: Surroundings,
  ) {
    this.director = new Api(logins.api, logins.director, undefined, around.stop);
  }

  /** @throws Failure where it could not be held */
  async hold(scenario: object, output: Writable): Promise<number> {
    try {
      await this.begin(scenario);
      const drill = await this.watch();
      return drill === null ? await this.abort() : await this.finish(drill, output);
    } catch (error) {
      // Nothing is left behind that nobody looks after.
      if (!(error instanceof Failure) || this.id === '') throw error;
      const code = await this.abort().catch(() => null);
      if (this.around.stop.aborted && code !== null) return code;
      throw error;
    }
  }

  /** Plans it, has it approved by two others, arms and starts it. */
  private async begin(scenario: object): Promise<void> {
    const planned = await this.director.post('/drills', { scenario, speed: this.wish.speed });
    this.id = readAnswer(Progress, planned).id;
    this.line.say(`drill ${this.id} is planned`);
    for (const token of this.logins.approvers) await new Api(this.logins.api, token).post(this.path('approve'));
    await this.act('arm', { confirm: this.id });
    await this.act('start');
  }

  private path(more: string): string {
    return `/drills/${encodeURIComponent(this.id)}${more === '' ? '' : `/${more}`}`;
  }

  private act(verb: string, body: object = {}): Promise<Answer> {
    return this.director.post(this.path(verb), body);
  }

  /** Until it is over; null where the command is to stop. */
  private async watch(): Promise<Progress | null> {
    const { stop, every = EVERY } = this.around;
    while (!stop.aborted) {
      const drill = readAnswer(Progress, await this.director.get(this.path('')));
      this.line.show(progressLine(drill, await this.openIncidents()));
      if (OVER.includes(drill.state)) return drill;
      this.tellLiveAlarm(drill);
      await sleep(every, undefined, { signal: stop }).catch(() => undefined);
    }
    return null;
  }

  private tellLiveAlarm({ paused }: Progress): void {
    const alarm = paused?.why === 'live-alarm' ? paused.liveAlarm : null;
    if (alarm && alarm.id !== this.told) {
      this.line.say(
        `paused: a real alarm, ${alarm.severity}, ${alarm.id}. Acknowledge it on the live page, then resume the drill.`,
      );
    }
    this.told = alarm?.id ?? null;
  }

  private async openIncidents(): Promise<number | null> {
    const query = new URLSearchParams({ class: 'exercise', drill: this.id, open: 'true', limit: '1' });
    const answer = await this.director.get(`/incidents?${query.toString()}`).catch(() => null);
    return Total.safeParse(answer?.body).data?.total ?? null;
  }

  private async abort(): Promise<number> {
    await new Api(this.logins.api, this.logins.director, LEAVING).post(this.path('abort'), { reason: STOPPED });
    this.line.say(`drill ${this.id} is aborted`);
    return 1;
  }

  /** Its evaluation, report and score. One that was aborted has not passed. */
  private async finish({ state, ended }: Progress, output: Writable): Promise<number> {
    this.line.end();
    if (state === 'ended') await this.act('evaluate');
    if (state !== 'reported') await this.act('report');
    await this.keep(this.wish.junit, 'report.xml');
    await this.keep(this.wish.report, 'report');
    const score = readAnswer(ScoreSheet, await this.director.get(this.path('score')));
    output.write(scoreTable(score));
    if (ended?.why !== 'abort') return score.passed ? 0 : 1;
    this.line.say(`it was aborted: ${ended.reason ?? 'nobody has said why'}`);
    return 1;
  }

  private async keep(file: string | null, what: string): Promise<void> {
    if (file !== null) writeFileSync(file, (await this.director.get(this.path(what))).text);
  }
}
