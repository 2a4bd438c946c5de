import { Injectable, Logger } from '@nestjs/common';
import { type Drill, type DrillAct, type LiveAlarm, performDrill } from '@cofferdam/domain';
import { DrillEnding, Drills, JournalRelay, Outbox, Records, type Tx } from '@cofferdam/records';
import { SYSTEM } from './system';

/** What belongs to an act, in the same transaction. @param at epoch ms of the drill's clock */
type Also = (tx: Tx, drill: Drill, at: number) => Promise<void>;

/** What the service itself does to a drill, each in one transaction. */
@Injectable()
export class DrillActs {
  private readonly logger = new Logger(DrillActs.name);

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly ending: DrillEnding,
    private readonly outbox: Outbox,
    private readonly relay: JournalRelay,
  ) {}

  /** Its time is over: nothing of it is active any more. */
  async end(id: string): Promise<boolean> {
    return this.perform(id, { act: 'end', why: 'script' }, (tx, drill, at) => this.close(tx, drill, at));
  }

  /** Something real has happened in its park (isolation rule I5). */
  async pause(id: string, liveAlarm: LiveAlarm): Promise<boolean> {
    return this.perform(id, { act: 'pause', why: 'live-alarm', liveAlarm }, (tx) =>
      this.drills.setRunning(tx, id, false),
    );
  }

  /** Something did not go as the script wants it. */
  async deviation(id: string, text: string): Promise<void> {
    this.logger.warn(`drill ${id}: ${text}`);
    await this.perform(id, { act: 'note', text });
  }

  /** Ends what is active of a drill that has ended before. */
  async endAgain(id: string): Promise<void> {
    await this.records.transaction(async (tx) => {
      const drill = await this.drills.lock(tx, id);
      if (drill === null || drill.ended === null) return;
      await this.close(tx, drill, drill.ended.clock);
    });
    this.relay.poke();
  }

  private async close(tx: Tx, drill: Drill, at: number): Promise<void> {
    await this.ending.end(tx, drill, at);
    await this.drills.setRunning(tx, drill.id, false);
  }

  /** False where the drill's state does not allow it (any more). */
  private async perform(id: string, act: DrillAct, also?: Also): Promise<boolean> {
    const done = await this.records.transaction(async (tx) => {
      const drill = await this.drills.lock(tx, id);
      if (drill === null) return false;
      const [now, clock] = [await this.records.now(tx), await this.drills.clock(tx, id)];
      const outcome = performDrill(drill, act, { actor: SYSTEM, now, drillAt: clock?.at ?? null });
      if (outcome.effect === 'refused') {
        this.logger.debug(`drill ${id}: no ${act.act}: ${outcome.reason}`);
        return false;
      }
      await this.drills.save(tx, outcome.drill, outcome.entries);
      await this.outbox.write(tx, outcome.messages);
      await also?.(tx, outcome.drill, clock?.at ?? now);
      return true;
    });
    if (done) this.relay.poke();
    return done;
  }
}
