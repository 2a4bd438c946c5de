import { createHash } from 'node:crypto';
import {
  FIELD_NAMES,
  FIELDS_OF,
  inLanguage,
  type Language,
  type LegalReport,
  type Park,
  type Recipient,
  REPORTER_NAMES,
  reportTitle,
} from '@cofferdam/domain';

const STYLE = `
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 15px/1.6 "Source Han Serif SC", "Songti SC", SimSun, serif; }
h1 { text-align: center; font-size: 1.4rem; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #444; padding: .4rem .6rem; text-align: left; vertical-align: top;
  white-space: pre-wrap; overflow-wrap: anywhere; }
tbody th { width: 10rem; font-weight: 600; }
footer { font-size: .85rem; color: #444; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } tr { break-inside: avoid; } }
`;

const hash = createHash('sha256').update(STYLE).digest('base64');
/** Nothing runs in the page, nothing is fetched by it, and nobody frames it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const WORDS = {
  number: { zh: '报告编号', en: 'Number' },
  incident: { zh: '事件编号', en: 'Incident' },
  reporter: { zh: '报告单位', en: 'Reported by' },
  sent: { zh: '报告时间', en: 'Sent' },
  level: { zh: '事件级别', en: 'Event level' },
  aware: { zh: '知情时间', en: 'Known since' },
  unsaid: { zh: '尚未认定', en: 'not said yet' },
  unknown: { zh: '级别未定', en: 'uncertain' },
  sensitive: { zh: '第四条敏感情形', en: 'a case of Art. 4' },
  recipients: { zh: '接收单位和接收人', en: 'Recipients' },
  organisation: { zh: '单位', en: 'Organisation' },
  name: { zh: '接收人', en: 'Name' },
  how: { zh: '方式', en: 'How' },
  receipt: { zh: '回执编号', en: 'Receipt' },
  phone: { zh: '电话', en: 'telephone' },
  written: { zh: '书面', en: 'in writing' },
  system: { zh: '系统', en: 'system' },
  note: {
    zh: '平台预警颜色不是法定事件级别；事件级别由人员依据国办函〔2014〕119号附件1认定。报告提交后不再修改，更正以续报作出。',
    en: 'The colour of a warning is not the legal level of an event; people set the level by Annex 1 of the State plan (2014). A report is never changed once sent; a follow-up corrects it.',
  },
} as const;
type Word = keyof typeof WORDS;

/** A report as a page to print, labels in a language; what people wrote stays as they wrote it. */
export function reportPage(report: LegalReport, park: Park | null, language: Language): string {
  const say = (word: Word): string => escape(inLanguage(WORDS[word], language));
  const title = escape(reportTitle(report, language));
  const points = FIELDS_OF[report.kind].map((field) => {
    return row(escape(inLanguage(FIELD_NAMES[field], language)), escape(report.fields[field] ?? ''));
  });
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(report.number)} ${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
<table><tbody>
${head(report, park, language).join('\n')}
${points.join('\n')}
</tbody></table>
<h2>${say('recipients')}</h2>
<table><thead><tr>${(['organisation', 'name', 'how', 'receipt'] as const).map((word) => `<th scope="col">${say(word)}</th>`).join('')}</tr></thead>
<tbody>${report.recipients.map((one) => recipientRow(one, language)).join('\n')}</tbody></table>
</main><footer>${say('note')}</footer></body></html>
`;
}

const row = (label: string, text: string): string => `<tr><th scope="row">${label}</th><td>${text}</td></tr>`;

function head(report: LegalReport, park: Park | null, language: Language): string[] {
  const say = (word: Word): string => escape(inLanguage(WORDS[word], language));
  const zone = park?.timezone ?? 'Asia/Shanghai';
  const { judgement } = report;
  const enterprise = park?.enterprises.find(({ id }) => id === report.enterprise)?.name;
  const who = [REPORTER_NAMES[report.reporter], ...(report.reporter === 'unit' && enterprise ? [enterprise] : [])];
  const names = who.map((name) => escape(inLanguage(name, language))).join(' · ');
  return [
    row(say('number'), escape(report.number)),
    row(say('incident'), escape(report.incidentNumber)),
    row(say('reporter'), `${names} · ${escape(report.by)}`),
    row(say('sent'), clock(report.at, zone)),
    row(say('level'), judgement === null ? say('unsaid') : levelOf(judgement, say)),
    ...(judgement === null ? [] : [row(say('aware'), clock(judgement.awareAt, zone))]),
  ];
}

function levelOf({ level, sensitive }: NonNullable<LegalReport['judgement']>, say: (word: Word) => string): string {
  const name = level === 'unknown' ? say('unknown') : escape(level);
  return sensitive ? `${name} · ${say('sensitive')}` : name;
}

function recipientRow({ name, organisation, how, receipt }: Recipient, language: Language): string {
  const cells = [organisation, name, inLanguage(WORDS[how], language), receipt ?? ''];
  return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
}

/** `2026-11-24 15:04 Asia/Shanghai` */
function clock(at: number, zone: string): string {
  const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  return escape(`${new Intl.DateTimeFormat('sv-SE', format).format(at)} ${zone}`);
}
