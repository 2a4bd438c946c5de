import { Global, Module } from '@nestjs/common';
import { loadSettings, SETTINGS } from './settings';

@Global()
@Module({
  providers: [{ provide: SETTINGS, useFactory: () => loadSettings(process.env) }],
  exports: [SETTINGS],
})
export class ConfigModule {}
