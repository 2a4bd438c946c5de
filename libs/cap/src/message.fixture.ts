import type { CapInfo, CapMessage } from './message';

export const SENT = Date.parse('2026-11-24T10:02:05+08:00');
const HOUR_MS = 3_600_000;

function info(words: Pick<CapInfo, 'language' | 'event' | 'headline' | 'description' | 'instruction'>): CapInfo {
  return {
    ...words,
    categories: ['Env'],
    responseTypes: ['Execute', 'Monitor'],
    urgency: 'Immediate',
    severity: 'Moderate',
    certainty: 'Observed',
    audience: 'park-desk',
    eventCodes: [{ name: 'COFFERDAM:event', value: 'WATER.COD.EXCEED' }],
    effective: SENT,
    onset: SENT - 125_000,
    expires: SENT + 4 * HOUR_MS,
    senderName: null,
    web: 'https://cofferdam.example.cn/incidents/1?a=1&b=2',
    contact: null,
    parameters: [{ name: 'COFFERDAM:value', value: '812.4' }],
    resources: [{ description: 'trend', mimeType: 'image/png', size: 2048, uri: null, digest: null }],
    areas: [
      {
        description: words.language,
        polygons: [
          [
            [30, 120],
            [30, 121],
            [31, 121],
            [30, 120],
          ],
        ],
        circles: [[30.2101, 120.6502, 0.4]],
        geocodes: [{ name: 'GB/T 2260', value: '330109' }],
      },
    ],
  };
}

const zh = info({
  language: 'zh-CN',
  event: '废水排口化学需氧量超标',
  headline: '02排口COD超标1.62倍',
  description: 'COD 812.4 mg/L，限值 500 mg/L。',
  instruction: '关闭02排口电动阀。',
});
const en = info({
  language: 'en',
  event: 'Outlet COD exceedance',
  headline: 'Outlet 02: COD 1.62 x limit',
  description: 'COD 812.4 mg/L & rising, limit < 500 mg/L.',
  instruction: 'Close the motor valve of outlet 02.',
});

/** A message of the profile that keeps every rule. */
export const ACTUAL: CapMessage = {
  identifier: 'COFFERDAM.PARK01.20261124.000123.1',
  sender: 'cofferdam@park01.example.cn',
  sent: SENT,
  status: 'Actual',
  msgType: 'Alert',
  source: 'Cofferdam PARK01',
  scope: 'Restricted',
  restriction: '仅限园区应急值守与责任企业',
  addresses: [],
  codes: ['profile:COFFERDAM-CAP:1.0'],
  note: null,
  references: [],
  incidents: ['INC-1'],
  infos: [zh, en],
};

/** The same of an exercise. */
export const EXERCISE: CapMessage = {
  ...ACTUAL,
  identifier: 'EX.COFFERDAM.PARK01.EX7.0001.1',
  sender: 'cofferdam-exercise@park01.example.cn',
  status: 'Exercise',
  note: '演练 EXERCISE id=EX7; 仅限演练参演人员',
  infos: [
    { ...zh, headline: `【演练】${zh.headline}` },
    { ...en, headline: `[EXERCISE] ${en.headline}` },
  ],
};

/** The message with its blocks changed. */
export const withInfos = (message: CapMessage, change: (info: CapInfo, at: number) => CapInfo): CapMessage => ({
  ...message,
  infos: message.infos.map(change),
});
