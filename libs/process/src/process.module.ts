import { Global, Module } from '@nestjs/common';
import { Readiness } from './health';
import { Metrics } from './metrics';

@Global()
@Module({ providers: [Metrics, Readiness], exports: [Metrics, Readiness] })
export class ProcessModule {}
