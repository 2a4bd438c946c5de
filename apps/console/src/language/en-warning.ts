import type { WarningWords } from './warning-words';

export const enWarning: WarningWords = {
  heading: 'CAP messages',
  none: 'No message has been issued.',
  unread: 'They could not be read.',
  msgType: { Alert: 'Alert', Update: 'Update', Cancel: 'Cancel' },
  scope: { Public: 'public', Restricted: 'restricted', Private: 'private' },
  holds: 'holds',
  refused: (rules) => `Breaks rules and did not leave: ${rules}`,
  public: 'Public warning',
  inForce: 'Public warning in force',
  waiting: (author, until) => `Written by ${author}; waits for another person of the basin desk until ${until}`,
  toApprovals: 'To the approvals',
  write: 'Write a public warning…',
  writeHeading: 'Write a public warning',
  consequence:
    'A draft never leaves. When another person of the basin desk has confirmed it, it goes to the public, and so do the later messages of this incident.',
  submit: 'Ask for confirmation',
  withdraw: 'Withdraw the public warning…',
  withdrawHeading: 'Withdraw the public warning',
  withdrawConsequence:
    'When another person of the basin desk has confirmed it, a Cancel goes to the public; the incident goes on with restricted messages.',
  reason: 'Why it is withdrawn',
  zh: 'Chinese',
  en: 'English',
  headline: 'Headline',
  description: 'What has happened',
  instruction: 'What to do',
  area: 'Area',
};
