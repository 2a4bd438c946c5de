import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { MqttModule } from '@cofferdam/mqtt';
import { Admission } from './admission';
import { IntakeCounters } from './counters';
import { DiskWatch } from './disk-watch';
import { Hearing } from './hearing';
import { Intake } from './intake';
import { IntakeMetrics } from './intake-metrics';
import { LogWatch } from './log-watch';
import { Quarantine } from './quarantine';
import { RegisterWatch } from './register-watch';
import { Slots } from './slots';
import { SystemWarnings } from './system-warnings';

/** Monitors' packets in. Needs the modules of config, process, redis and records beside it. */
@Module({
  imports: [MqttModule],
  providers: [
    Admission,
    DiskWatch,
    Hearing,
    Intake,
    IntakeCounters,
    IntakeMetrics,
    LogWatch,
    Quarantine,
    RegisterWatch,
    Slots,
    SystemWarnings,
  ],
  exports: [IntakeCounters, RegisterWatch, Slots],
})
export class IngestionModule implements OnApplicationBootstrap {
  constructor(
    private readonly register: RegisterWatch,
    private readonly disk: DiskWatch,
    private readonly hearing: Hearing,
    private readonly slots: Slots,
  ) {}

  /** The register first: a packet that came before it would be a stranger's. */
  async onApplicationBootstrap(): Promise<void> {
    await this.disk.start();
    await this.register.start();
    this.hearing.start();
    this.slots.start();
  }
}
