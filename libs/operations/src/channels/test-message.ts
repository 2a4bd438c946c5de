import type { Channel, Outgoing } from '@cofferdam/channels';
import type { ChannelSetup, Language } from '@cofferdam/domain';

type Size = Channel['size'];

const SAID = ['这是一条测试消息，无需处理。', 'This is a test message: nothing has to be done.'];
const TITLE = '【测试】[TEST] 围堰 Cofferdam';

interface Asked {
  readonly key: string;
  readonly by: string;
  readonly to: string | null;
  /** The reader's: said first, for a short message holds no more. */
  readonly language: Language;
  readonly size: Size;
}

/** What is sent to see whether a channel reaches: it says in both languages that it is a test and asks for nothing. */
export function testMessage(
  { id, name }: Pick<ChannelSetup, 'id' | 'name'>,
  { key, by, to, language, size }: Asked,
): Outgoing {
  const lines = [
    ...(language === 'en' ? SAID.toReversed() : SAID),
    `通道 Channel: ${name.zh} / ${name.en} (${id})`,
    `发送人 Sent by: ${by}`,
  ];
  return { key, to, language, title: TITLE, body: fitting(lines, size), severity: 'blue', link: null };
}

/** As many whole lines as go into a message beside its title. */
function fitting(lines: readonly string[], { unit, max }: Size): string {
  const measure = (text: string): number => (unit === 'bytes' ? Buffer.byteLength(text) : [...text].length);
  const kept = lines.filter((_, n) => measure([TITLE, ...lines.slice(0, n + 1)].join('\n')) <= max);
  return kept.join('\n');
}
