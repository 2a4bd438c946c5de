import { GatewayProvider, type GatewaySetup } from './gateway';

/** A gateway that sends SMS of at most 500 characters. */
export class SmsProvider extends GatewayProvider {
  constructor(setup: GatewaySetup) {
    super('sms', 500, setup);
  }
}
