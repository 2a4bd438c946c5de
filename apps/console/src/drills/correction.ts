/** What everybody who was told is told at once when a drill's alarm went out in error: ready, in both languages. */
const CORRECTION = {
  zh: '更正：此前的演练警情为误发，请立即停止按其处置，并等待导调员通知。',
  en: 'Correction: the exercise alarm before this was sent in error. Stop acting on it now and wait for the controllers.',
} as const;

export const CORRECTION_TEXT = `${CORRECTION.zh}\n${CORRECTION.en}`;
