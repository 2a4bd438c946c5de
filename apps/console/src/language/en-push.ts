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
    off: 'Once on, what is sent to you is shown on this computer, also while the console is closed. They replace no SMS and no call.',
    on: 'What is sent to you is shown on this computer, also while the console is closed, to whoever sees the screen.',
  },
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  failed: (why) => `Not done: ${why}`,
};
