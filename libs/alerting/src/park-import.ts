import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { channelOf } from '@cofferdam/channels';
import { loadParks, SETTINGS, type Settings } from '@cofferdam/config';
import { type Park, warnChannels, writePath } from '@cofferdam/domain';
import { Channels, Records, Register } from '@cofferdam/records';

/** At boot the register takes in what the park files say now. */
@Injectable()
export class ParkImport implements OnModuleInit {
  private readonly logger = new Logger(ParkImport.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly register: Register,
    private readonly records: Records,
    private readonly channels: Channels,
  ) {}

  /** @throws with every problem of every file at once: a wrong park file stops the boot */
  async onModuleInit(): Promise<void> {
    const { parks, warnings } = loadParks(this.settings.parksDir);
    for (const warning of [...warnings, ...(await this.channelWarnings(parks))]) this.logger.warn(warning);
    const changed = await this.register.importParks(parks, 'system');
    for (const { park, version } of changed)
      this.logger.log(`park ${park} is judged by version ${version} from now on`);
  }

  /** Channels are set up here and not in the files: what a file says of them may still come true. */
  private async channelWarnings(parks: readonly Park[]): Promise<string[]> {
    const known = (await this.channels.all(this.records.db)).map(({ id, park, kind }) => {
      return { id, park, collective: channelOf(kind).collective };
    });
    return parks.flatMap((park) =>
      warnChannels(park, known).map(({ path, message }) => `park ${park.id}: ${writePath(path)}: ${message}`),
    );
  }
}
