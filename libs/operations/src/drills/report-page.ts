import { createHash } from 'node:crypto';
import type { AfterActionReport, Language, Park } from '@cofferdam/domain';
import {
  courseSections,
  headerSection,
  improvementSections,
  objectivesSection,
  scoreSection,
  tellingSections,
  tiersSection,
  timelineSection,
} from './report-sections';
import { Sheet } from './report-sheet';
import { MARK } from './report-words';

/** Printers repeat the header group of a table on every sheet: the whole page is one, with the mark in its header. */
const STYLE = `
body { max-width: 60rem; margin: 0 auto; padding: 0 1rem 2rem; color: #111; background: #fff;
  font: 14px/1.5 "Source Han Serif SC", "Songti SC", SimSun, serif; }
.paper { display: table; width: 100%; }
.mark { display: table-header-group; break-inside: avoid; }
.mark p { margin: 0 0 .5rem; padding: .2rem; text-align: center; font-weight: 700; font-size: 1.1rem; color: #5b2a86;
  border: 3px dashed #5b2a86; }
.text { display: table-row-group; }
h1 { text-align: center; font-size: 1.4rem; }
h2 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; break-after: avoid; }
table { width: 100%; border-collapse: collapse; margin: .4rem 0; }
th, td { border: 1px solid #444; padding: .25rem .4rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
code { overflow-wrap: anywhere; }
.whole { white-space: nowrap; }
tbody th { width: 12rem; font-weight: 600; }
.sign td { height: 2.4rem; }
footer { font-size: .85rem; color: #444; }
@page { size: A4; margin: 14mm; }
@media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } }
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

/** An after-action report as a page to print, in a language; what people wrote stays as they wrote it. */
export function drillReportPage(report: AfterActionReport, park: Park | null, language: Language): string {
  const sheet = new Sheet(language, park);
  const mark = sheet.of(MARK);
  const title = `${sheet.say('title')} · ${sheet.of(report.title)}`;
  const sections = [
    ...[headerSection, scoreSection, objectivesSection, timelineSection, tiersSection, tellingSections, courseSections],
    improvementSections,
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${mark} ${title}</title><style>${STYLE}</style></head>
<body><div class="paper"><header class="mark"><p>${mark} ${sheet.of(report.title)}</p></header>
<div class="text"><main><h1>${mark} ${title}</h1>
${sections.map((write) => write(report, sheet)).join('\n')}
</main><footer>${sheet.say('remark')}</footer></div></div></body></html>
`;
}
