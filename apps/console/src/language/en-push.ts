import type { PushWords } from './push-words';

export const enPush: PushWords = {
  heading: 'Notifications of this browser',
  state: {
    absent: 'No notifications here',
    denied: 'Notifications are blocked',
    off: 'Notifications off',
    on: 'Notifications on',
  },
  note: {
    absent: 'This browser cannot take notifications, or the page was not opened over HTTPS.',
    denied: 'The browser blocks this site’s notifications. Allow them in its site settings, then open the page again.',
    off: 'Once on, this browser is the last of the ways in which you are told: it is used where those before it fail, or there are none. What it is told is shown also while the console is closed.',
    on: 'What this browser is told is shown also while the console is closed, to whoever sees the screen. Its turn is where it stands in the order of your ways.',
  },
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  failed: (why) => `Not done: ${why}`,
};
