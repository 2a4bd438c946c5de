import { Global, Module } from '@nestjs/common';
import { Bells } from './bells';
import { MessageBells } from './message-bells';

@Global()
@Module({ providers: [Bells, MessageBells], exports: [Bells, MessageBells] })
export class QueueModule {}
