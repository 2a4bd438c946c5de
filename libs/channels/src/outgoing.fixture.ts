import type { Outgoing, SendResult } from './channel';

/** A message in Chinese with a link, to one number. */
export const outgoing = (over: Partial<Outgoing> = {}): Outgoing => ({
  ...{ key: 'm1/duty/park-desk', language: 'zh-CN', title: '红色预警 请确认：总排口', severity: 'red' },
  ...{
    body: '化学需氧量：210 mg/L\n请于 11-24 08:30 前确认。',
    link: 'https://console.example/incidents/1',
    to: '138 0000-0000',
  },
  ...over,
});

export const calm = (): AbortSignal => new AbortController().signal;

/** The fault, or `ok`. */
export const faultIn = (result: SendResult): string => (result.ok ? 'ok' : result.fault);
