import { Injectable } from '@nestjs/common';
import { type ChannelSetup, LIVE, type Message } from '@cofferdam/domain';
import { Outbox, Records, SYSTEM_PARK, SystemAlarms, type SystemTrouble } from '@cofferdam/records';

export type Trouble = 'failing' | 'gone';

/** Engineers are told of one channel's trouble once in so long, ms, however often it comes and goes. */
const TOLD_EVERY_MS = 600_000;

export const troubleOf = ({ id, park }: Pick<ChannelSetup, 'id' | 'park'>, trouble: Trouble): SystemTrouble => ({
  ...{ subject: { kind: 'channel', id }, rule: trouble === 'failing' ? 'channel-failing' : 'address-gone' },
  park: park ?? SYSTEM_PARK,
});

/** Says that a channel fails, as an alarm and to the engineers, who are never told over the channel that it is about. */
@Injectable()
export class ChannelTroubles {
  constructor(
    private readonly records: Records,
    private readonly systemAlarms: SystemAlarms,
    private readonly outbox: Outbox,
  ) {}

  async begin(
    setup: ChannelSetup,
    trouble: Trouble,
    { fault, answer }: { fault: string; answer: string },
  ): Promise<void> {
    const what = trouble === 'failing' ? 'takes no messages' : 'has an address that is no more';
    const explain = `Channel ${setup.id} ${what} (${fault}: ${answer.slice(0, 200)}).`;
    await this.records.transaction(async (tx) => {
      const about = troubleOf(setup, trouble);
      const news = await this.systemAlarms.raise({ ...about, severity: 'yellow', explain }, tx);
      if (!news) return;
      const now = await this.records.now(tx);
      const message: Message = {
        ...{ ...LIVE, park: setup.park ?? SYSTEM_PARK, owner: { kind: 'alarm', id: `channel:${setup.id}` } },
        ...{ kind: 'system', tier: null, enterprise: null, severity: 'yellow', toxic: false, generation: 1 },
        ...{ n: Math.floor(now / TOLD_EVERY_MS), data: { channel: setup.id, rule: about.rule, reason: explain } },
      };
      await this.outbox.write(tx, [message]);
    });
  }

  async over(setup: Pick<ChannelSetup, 'id' | 'park'>, trouble: Trouble = 'failing'): Promise<void> {
    await this.systemAlarms.clear(troubleOf(setup, trouble));
  }
}
