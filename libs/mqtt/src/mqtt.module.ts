import { Global, Module } from '@nestjs/common';
import { Publisher } from './publisher';

/** The process's way out to the broker. Intake sessions and the canary are opened by who needs them. */
@Global()
@Module({ providers: [Publisher], exports: [Publisher] })
export class MqttModule {}
