import { VoiceProvider } from '@cofferdam/providers';
import { calm, outgoing } from '../outgoing.fixture';
import { GatewaySettings } from '../gateway';
import { voice } from './channel';

const SETUP = { token: 'gateway-token-1', secret: 'gateway-secret-1' };
let provider: VoiceProvider;
let url: string;
beforeEach(async () => {
  provider = new VoiceProvider(SETUP);
  url = await provider.listen();
});
afterEach(() => provider.close());

const call = async (message = {}): Promise<string> => {
  const result = await voice.send(GatewaySettings.parse({ ...SETUP, url }), outgoing(message), calm());
  expect(result).toMatchObject({ ok: true });
  return provider.texts().at(-1) ?? '';
};

test('reads title and body, no link', async () => {
  expect(await call()).toBe('红色预警 请确认：总排口\n化学需氧量：210 mg/L\n请于 11-24 08:30 前确认。');
});

test('a call of an exercise starts and ends with the word, however long it is', async () => {
  const text = await call({ title: '【演练】红色预警', body: '说明'.repeat(400) });
  expect(text).toMatch(/^【演练】[^]*…【演练】$/);
  expect(text.length).toBeLessThanOrEqual(300);
});
