import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { loadParks, SETTINGS, type Settings } from '@cofferdam/config';
import { Register } from '@cofferdam/records';

/** At boot the register takes in what the park files say now. */
@Injectable()
export class ParkImport implements OnModuleInit {
  private readonly logger = new Logger(ParkImport.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly register: Register,
  ) {}

  /** @throws with every problem of every file at once: a wrong park file stops the boot */
  async onModuleInit(): Promise<void> {
    const { parks, warnings } = loadParks(this.settings.parksDir);
    for (const warning of warnings) this.logger.warn(warning);
    const changed = await this.register.importParks(parks, 'system');
    for (const { park, version } of changed)
      this.logger.log(`park ${park} is judged by version ${version} from now on`);
  }
}
