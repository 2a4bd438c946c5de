import type { IncidentView, Park } from '@cofferdam/domain';
import type { BothTexts, PublicWarning } from './case';
import { plain } from './plain';
import { COLOURS, EVENTS } from './words';

const sayable = ({ zh, en }: BothTexts): BothTexts => ({ zh: plain(zh, 'actual'), en: plain(en, 'actual') });

/** What a public warning of an incident may begin with: the people of the desk write it to its end. */
export function prefillWarning(incident: IncidentView, park: Park): Omit<PublicWarning, 'id'> {
  const event = EVENTS[incident.family];
  const colour = COLOURS[incident.severity];
  const name = sayable(park.name);
  const river = sayable(park.river?.name ?? { zh: '下游水域', en: 'the water downstream' });
  return {
    headline: {
      zh: `${colour.zh}预警：${name.zh}${event.zh}`,
      en: `${colour.en} warning: ${event.en.toLowerCase()}, ${name.en}`,
    },
    description: {
      zh: `${name.zh}发现${event.zh}，可能影响${river.zh}，正在处置。`,
      en: `${event.en} was found in ${name.en} and may reach ${river.en}. Measures are under way.`,
    },
    instruction: {
      zh: `在另行通知之前，请勿在${river.zh}取水、捕捞或游泳。`,
      en: `Do not draw water, fish or swim in ${river.en} until further notice.`,
    },
    areas: [{ zh: `${name.zh}及${river.zh}`, en: `${name.en} and ${river.en}` }],
  };
}
