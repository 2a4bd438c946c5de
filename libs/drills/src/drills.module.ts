import { Module } from '@nestjs/common';

/** Drives drills. Needs the modules of config, process, redis and records beside it. */
@Module({})
export class DrillsModule {}
