import { Global, Module } from '@nestjs/common';
import { Bells } from './bells';

@Global()
@Module({ providers: [Bells], exports: [Bells] })
export class QueueModule {}
