export type Command =
  'next' | 'previous' | 'open' | 'acknowledge' | 'note' | 'escalate' | 'filter' | 'shelve' | 'mute' | 'help' | 'leave';

export interface KeyPress {
  readonly key: string;
  /** Ctrl, Alt or Meta is held: the browser's business. */
  readonly modified: boolean;
  /** A field or a button has the focus, or a dialog is open. */
  readonly where: 'page' | 'field' | 'control';
}

const LETTERS: Readonly<Record<string, Command>> = {
  j: 'next',
  k: 'previous',
  a: 'acknowledge',
  n: 'note',
  e: 'escalate',
  f: 'filter',
  s: 'shelve',
  m: 'mute',
  '?': 'help',
};

/** Single characters work only where nobody is typing, and can be switched off (WCAG 2.2, 2.1.4). */
export function command(press: KeyPress, singleKeys: boolean): Command | null {
  if (press.modified) return null;
  if (press.key === 'Escape') return 'leave';
  if (press.where === 'field') return null;
  if (press.key === 'Enter') return press.where === 'page' ? 'open' : null;
  return singleKeys ? (LETTERS[press.key] ?? null) : null;
}
