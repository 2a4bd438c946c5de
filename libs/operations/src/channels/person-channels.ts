import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '@cofferdam/domain';
import { Channels, type Tx } from '@cofferdam/records';
import { badBody } from './channel-setups';
import { checkPoints } from './contact-points';

/** Where a person may be reached: what they or an administrator say, held against the channels that there are. */
@Injectable()
export class PersonChannels {
  constructor(private readonly channels: Channels) {}

  /**
   * The channels are held, so that none is taken away before the points are kept.
   * @param parks the person's
   * @returns the points with their addresses as the channels read them
   * @throws Problem `bad-request`
   */
  async check(tx: Tx, parks: readonly string[], points: readonly ContactPoint[]): Promise<readonly ContactPoint[]> {
    const setups = await this.channels.hold(tx, [...new Set(points.map(({ channel }) => channel))]);
    const checked = checkPoints(points, setups, parks);
    if (!checked.ok) throw badBody(checked.errors);
    return checked.points;
  }
}
