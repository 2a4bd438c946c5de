import type { PushState } from '../push/push-state';

/** The words of the browser's notifications. Part of `Words`. */
export interface PushWords {
  heading: string;
  state: Readonly<Record<PushState, string>>;
  note: Readonly<Record<PushState, string>>;
  switchOn: string;
  switchOff: string;
  failed(why: string): string;
}
