import type { About } from './about';
import type { Said } from './words';

const CONSOLE = '详情与操作请见控制台。';
const reason = ({ data }: About): string | null => data.text('reason') && `理由：${data.text('reason')}`;

/** What a drill's script says to those who take part. */
export const inject = (about: About): Said => ({
  title: `演练导调信息：${about.park}`,
  lines: [about.data.text('zh'), '以上为导调设定情况，请按演练方案处置，勿操作真实设备。', CONSOLE],
});

interface News {
  readonly word: string;
  readonly todo: string | null;
}

const NEWS: Readonly<Record<string, News>> = {
  started: { word: '演练开始', todo: '以下带演练标记的信息均属演练。遇真实警报立即转入真实处置。' },
  'live-alarm': { word: '演练已暂停：园区有真实警报', todo: '请立即转入真实处置，处置完毕后再决定是否继续。' },
  paused: { word: '演练已暂停', todo: '演练时钟停止，恢复前无需答复。' },
  resumed: { word: '演练继续', todo: '演练时钟继续，时限照常。' },
  ended: { word: '演练结束', todo: '请停止一切演练行动，恢复正常值守。' },
  aborted: { word: '演练中止', todo: '请停止一切演练行动，恢复正常值守。' },
};
const OTHER: News = { word: '演练状态改变', todo: null };

/** What becomes of a drill itself, for its controllers and, at its begin and end, for all who take part. */
export function drill(about: About): Said {
  const name = about.data.text('news') ?? '';
  const { word, todo } = Object.hasOwn(NEWS, name) ? (NEWS[name] ?? OTHER) : OTHER;
  return { title: `${word}（${about.park}）`, lines: [about.data.text('title'), todo, reason(about), CONSOLE] };
}
