import { GatewayProvider, type GatewaySetup } from './gateway';

/** A gateway that reads texts of at most 300 characters aloud. */
export class VoiceProvider extends GatewayProvider {
  constructor(setup: GatewaySetup) {
    super('voice', 300, setup);
  }
}
