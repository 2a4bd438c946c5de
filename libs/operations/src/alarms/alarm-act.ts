import {
  type Alarm,
  type AlarmActContext,
  type AlarmOutcome,
  outOfService,
  type OutOfServiceRequest,
  resetLatch,
  returnToService,
  shelve,
  type ShelveRequest,
  unshelve,
} from '@cofferdam/domain';

/** What a person does to an alarm beside acknowledging it, by the name of its call. */
export type AlarmAct =
  | ({ readonly act: 'shelve' } & ShelveRequest)
  | { readonly act: 'unshelve' }
  | ({ readonly act: 'out-of-service' } & OutOfServiceRequest)
  | { readonly act: 'return-to-service' }
  | { readonly act: 'reset-latch'; readonly fieldCheck: string };

/** What the domain says to it. */
export function decide(alarm: Alarm, act: AlarmAct, context: AlarmActContext): AlarmOutcome {
  switch (act.act) {
    case 'shelve':
      return shelve(alarm, act, context);
    case 'unshelve':
      return unshelve(alarm, context);
    case 'out-of-service':
      return outOfService(alarm, act, context);
    case 'return-to-service':
      return returnToService(alarm, context);
    case 'reset-latch':
      return resetLatch(alarm, act, context);
  }
}
