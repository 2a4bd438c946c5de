import { openCap } from '../document';
import type { AlertText } from '../elements';
import { CapError } from '../error';
import type { CapMessage } from '../message';
import { readText } from '../read';
import { alertText } from '../text';
import { exerciseRules } from './exercise';
import { infoRules } from './infos';
import { referenceRules } from './references';
import type { Prolog, Rule } from './rule';
import { scopeRules } from './scope';

/** Everything that a schema does not catch, one row a rule. */
export const RULES: readonly Rule[] = [
  {
    code: 'E_DOCTYPE',
    says: 'a message declares no document type; it is refused unparsed',
    clause: 'profile 5.5',
    broken: (_alert, { doctype }) => doctype,
  },
  ...referenceRules,
  ...scopeRules,
  ...exerciseRules,
  ...infoRules,
];

const judgeText = (alert: AlertText, prolog: Prolog): string[] =>
  RULES.filter(({ broken }) => broken(alert, prolog)).map(({ code }) => code);

function judgeMessage(message: CapMessage): string[] {
  try {
    return judgeText(alertText(message), { doctype: false });
  } catch (error) {
    if (error instanceof CapError) return [error.rule];
    throw error;
  }
}

/**
 * The codes of the rules that a message breaks, in the order of the table; none where it keeps all. What is no document of CAP
 * at all breaks none: that is the schema's verdict.
 */
export function judge(message: CapMessage | string | Uint8Array): string[] {
  if (typeof message !== 'string' && !(message instanceof Uint8Array)) return judgeMessage(message);
  const opened = openCap(message);
  if (opened.ok) return judgeText(readText(opened.alert), { doctype: false });
  return opened.reason === 'doctype' ? judgeText({}, { doctype: true }) : [];
}
