import { Module } from '@nestjs/common';
import { CapIssuer } from './cap-issuer';
import { CapSigner } from './cap-signer';
import { CapWorker } from './cap-worker';

/** CAP messages about incidents, from the journal. */
@Module({ providers: [CapSigner, CapIssuer, CapWorker], exports: [CapIssuer, CapWorker] })
export class CapModule {}
