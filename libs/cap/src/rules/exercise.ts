import type { AlertText, InfoText } from '../elements';
import { infosOf, type Rule, sentencesOf } from './rule';

/** `id=` of the exercise in a note. */
const NOTE_ID = /(?:^|[\s;,，；])id=([^\s;,，；]+)/;
const OF_EXERCISE = /^EX\.COFFERDAM\.[^.]+\.([^.]+)\.\d+\.\d+$/;

const MARK_ZH = /^【演练/;
const MARK_EN = /^\[(?:END OF )?EXERCISE\b/;

/** Words that mark an exercise, but neither "this is not an exercise" nor "exercise caution". */
const WORD_ZH = /(?<![非]|不是|并非|绝非)演练/;
const WORD_EN = /(?<!\bNOT (?:AN? )?)\bEXERCISE\b(?! (?:\w+ ){0,2}(?:CAUTION|CARE)\b)/;

const isExercise = ({ status }: AlertText): boolean => status === 'Exercise';

function lacksId({ note = '', identifier = '' }: AlertText): boolean {
  const told = NOTE_ID.exec(note)?.[1];
  const own = OF_EXERCISE.exec(identifier)?.[1];
  return told === undefined || (own !== undefined && told !== own);
}

function isMarked({ language = '', headline = '' }: InfoText): boolean {
  if (/^zh\b/i.test(language)) return MARK_ZH.test(headline);
  return /^en\b/i.test(language) ? MARK_EN.test(headline) : MARK_ZH.test(headline) || MARK_EN.test(headline);
}

const saysExercise = (text: string | undefined): boolean =>
  text !== undefined && (WORD_ZH.test(text) || WORD_EN.test(text));

export const exerciseRules: readonly Rule[] = [
  {
    code: 'E_EXERCISE_NOTE_ID',
    says: 'the note of an Exercise names the exercise by id=',
    clause: 'CAP 1.2, 3.2.1 status; profile 5.2 note',
    broken: (alert) => isExercise(alert) && lacksId(alert),
  },
  {
    code: 'E_EXERCISE_IDENTIFIER',
    says: 'identifiers of exercises begin with EX., no others do, and their sender is one of its own',
    clause: 'profile 5.2 identifier, sender',
    broken: ({ status, identifier = '', sender = '' }) => {
      const named = /^EX\./.test(identifier);
      if (status === 'Exercise') return !named || /^cofferdam@/.test(sender);
      return status === 'Actual' && (named || /^cofferdam-exercise@/.test(sender));
    },
  },
  {
    code: 'E_EXERCISE_HEADLINE',
    says: 'every headline of an Exercise begins with 【演练】 or [EXERCISE]',
    clause: 'profile 5.2 headline; drills 6.3 I7',
    broken: (alert) => isExercise(alert) && !infosOf(alert).every(isMarked),
  },
  {
    code: 'E_EXERCISE_WORD_IN_ACTUAL',
    says: 'no text of an Actual message says 演练 or EXERCISE',
    clause: 'profile 5.2; drills 6.3 I7',
    broken: (alert) =>
      alert.status === 'Actual' && [alert.note, ...infosOf(alert).flatMap(sentencesOf)].some(saysExercise),
  },
];
