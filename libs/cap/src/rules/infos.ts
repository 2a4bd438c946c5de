import type { AlertText, InfoText } from '../elements';
import { readCircle } from '../meaning';
import { readTime } from '../time';
import { infosOf, isBlank, type Rule, sentencesOf } from './rule';

const LANGUAGES = 'zh-CN en';
/** Messages between machines, which may go without blocks. */
const WITHOUT_BLOCKS = ['Ack', 'Error'];

/** A tag, the start of one with an attribute, a comment or a named or escaped entity: what a page would not show as text. */
const HTML =
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|<[a-z][a-z0-9]*\s+[a-z-]+\s*=|<!--|&(?:nbsp|lt|gt|amp|quot|apos|copy|[a-z]{2,8}acute|#\d{1,7}|#x[0-9a-f]{1,6});/i;

function lacksPair(alert: AlertText): boolean {
  if (alert.msgType === undefined) return false;
  const infos = infosOf(alert);
  if (infos.length === 0 && WITHOUT_BLOCKS.includes(alert.msgType)) return false;
  return infos.map(({ language = 'en-US' }) => language.trim()).join(' ') !== LANGUAGES;
}

const categoriesOf = ({ category = [] }: InfoText): string => [...new Set(category)].sort().join(' ');

function repeats(infos: readonly InfoText[]): boolean {
  const seen = new Map<string, string>();
  return infos.some((info) => {
    const language = info.language?.trim() ?? 'en-US';
    return sentencesOf(info).some((text, index) => {
      if (text === undefined || isBlank(text)) return false;
      const key = `${index} ${text.trim()}`;
      const other = seen.get(key);
      seen.set(key, language);
      return other !== undefined && other !== language;
    });
  });
}

function endsTooSoon(info: InfoText, alert: AlertText): boolean {
  const expires = readTime(info.expires ?? '');
  const effective = readTime(info.effective ?? alert.sent ?? '');
  return expires !== null && effective !== null && expires <= effective;
}

const textsOf = (alert: AlertText): (string | undefined)[] => [
  alert.source,
  alert.restriction,
  alert.note,
  ...infosOf(alert).flatMap((info) => [
    ...sentencesOf(info),
    info.audience,
    info.senderName,
    info.contact,
    ...(info.parameter ?? []).map(({ value }) => value),
    ...(info.resource ?? []).map(({ resourceDesc }) => resourceDesc),
    ...(info.area ?? []).map(({ areaDesc }) => areaDesc),
  ]),
];

export const infoRules: readonly Rule[] = [
  {
    code: 'E_LANGUAGE_PAIR',
    says: 'the blocks of a message are zh-CN and then en, both always',
    clause: 'profile 5.2 language',
    broken: lacksPair,
  },
  {
    code: 'E_CATEGORIES_DIFFER',
    says: 'all blocks have the same categories',
    clause: "profile 5.1, after Google's profile",
    broken: (alert) => new Set(infosOf(alert).map(categoriesOf)).size > 1,
  },
  {
    code: 'E_SAME_TEXT_TWO_LANGUAGES',
    says: 'no text stands in the blocks of two languages',
    clause: "profile 5.1, after Google's validator",
    broken: (alert) => repeats(infosOf(alert)),
  },
  {
    code: 'E_EXPIRES_REQUIRED',
    says: 'every block says when it expires',
    clause: "profile 5.2 expires, after Google's profile",
    broken: (alert) => infosOf(alert).some(({ expires }) => isBlank(expires)),
  },
  {
    code: 'E_EXPIRES_NOT_AFTER_EFFECTIVE',
    says: 'a block expires after it takes effect, which is when it is sent where nothing is said',
    clause: 'profile 5.2 expires; CAP 1.2, 3.2.2 effective',
    broken: (alert) => infosOf(alert).some((info) => endsTooSoon(info, alert)),
  },
  {
    code: 'E_CIRCLE_FORM',
    says: 'a circle is latitude,longitude and, behind a space, its radius in km',
    clause: 'CAP 1.2, 3.2.4 circle',
    broken: (alert) =>
      infosOf(alert).some(({ area = [] }) =>
        area.some(({ circle = [] }) => circle.some((text) => readCircle(text) === null)),
      ),
  },
  {
    code: 'E_HTML_IN_TEXT',
    says: 'texts are plain: no tags and no entities of HTML',
    clause: "CAP 1.2, 3.3.3; profile 5.1, after Google's validator",
    broken: (alert) => textsOf(alert).some((text) => text !== undefined && HTML.test(text)),
  },
];
