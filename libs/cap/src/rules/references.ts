import type { AlertText } from '../elements';
import { readReference } from '../meaning';
import type { CapReference } from '../message';
import { readTime } from '../time';
import type { Rule } from './rule';

/** `sender,identifier,sent` with a time as the schema writes times. */
const FORM = /^[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const NAME = /^[^\s,<&]+$/;

const tokensOf = ({ references = '' }: AlertText): string[] => references.split(/\s+/).filter((token) => token !== '');

const referencesOf = (alert: AlertText): CapReference[] =>
  tokensOf(alert).flatMap((token) => readReference(token) ?? []);

const isWellFormed = (token: string): boolean => FORM.test(token) && readReference(token) !== null;

/** The class that an identifier or sender of this profile carries; others carry none of ours and count as actual. */
function classOf(identifier: string, sender: string): 'exercise' | 'test' | 'actual' {
  if (/^EX\./.test(identifier) || /^cofferdam-exercise@/.test(sender)) return 'exercise';
  return /^TEST\.COFFERDAM\./.test(identifier) || /^cofferdam-test@/.test(sender) ? 'test' : 'actual';
}

/** An Exercise points to exercises alone and nothing else points to one; nothing but a Test points to a test. */
function crosses(alert: AlertText): boolean {
  const own = classOf(alert.identifier ?? '', alert.sender ?? '');
  const exercise = alert.status === 'Exercise' || (alert.status !== 'Actual' && own === 'exercise');
  return referencesOf(alert).some(({ identifier, sender }) => {
    const theirs = classOf(identifier, sender);
    if (exercise !== (theirs === 'exercise')) return true;
    return theirs === 'test' && alert.status !== 'Test' && own !== 'test';
  });
}

export const referenceRules: readonly Rule[] = [
  {
    code: 'E_REFERENCES_REQUIRED',
    says: 'every message but an Alert names the messages that it is about',
    clause: 'profile 5.2 references; CAP 1.2, 3.2.1 msgType',
    broken: (alert) => alert.msgType !== undefined && alert.msgType !== 'Alert' && tokensOf(alert).length === 0,
  },
  {
    code: 'E_REFERENCE_FORM',
    says: 'a reference is sender,identifier,sent, and white space parts references',
    clause: 'CAP 1.2, 3.2.1 references',
    broken: (alert) => !tokensOf(alert).every(isWellFormed),
  },
  {
    code: 'E_SELF_REFERENCE',
    says: 'no message names itself',
    clause: "profile 5.1, after Google's validator",
    broken: (alert) =>
      referencesOf(alert).some(({ identifier, sender }) => identifier === alert.identifier && sender === alert.sender),
  },
  {
    code: 'E_POSTDATED_REFERENCE',
    says: 'no message names one that was sent after it',
    clause: "profile 5.1, after Google's validator",
    broken: (alert) => {
      const sent = readTime(alert.sent ?? '');
      return sent !== null && referencesOf(alert).some((reference) => reference.sent > sent);
    },
  },
  {
    code: 'E_CROSS_CLASS_REFERENCE',
    says: 'messages of an exercise and of the real world never name each other',
    clause: 'profile 5.3; drills 6.3 I2',
    broken: crosses,
  },
  {
    code: 'E_IDENTIFIER_CHARS',
    says: 'identifier and sender hold no white space, comma, < or &',
    clause: 'CAP 1.2, 3.2.1 identifier, sender',
    broken: ({ identifier, sender }) => [identifier, sender].some((name) => name !== undefined && !NAME.test(name)),
  },
];
