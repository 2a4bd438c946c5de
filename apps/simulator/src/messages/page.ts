import { plainly, type Shown, type Source } from './source';

/** The newest that a provider shows. */
export const MOST_SHOWN = 200;
const MOST_TEXT = 2_000;
const BEIJING_MS = 8 * 3_600_000;

/** What a browser may do with the page: nothing but what the page brings. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

const both = ({ zh, en }: { zh: string; en: string }): string =>
  `<span lang="zh-CN">${escape(zh)}</span> <span lang="en">${escape(en)}</span>`;

/** Keeps what is shown and lets go of the rest: a demo may run for weeks. */
export function trim(sources: readonly Source[]): void {
  for (const { provider } of sources) provider.taken.splice(0, Math.max(0, provider.taken.length - MOST_SHOWN));
}

/** Everything that the providers took, newest first in each. */
export const list = (sources: readonly Source[]): string => sources.map(section).join('\n');

function section(source: Source): string {
  const { name, provider, read = plainly } = source;
  const newest = provider.taken.slice(-MOST_SHOWN).reverse();
  const items = newest.map((message) =>
    item(
      message.at,
      readOr(() => read(message), plainly(message)),
    ),
  );
  const none = `<p class="none">${both({ zh: '还没有消息', en: 'Nothing yet' })}</p>`;
  return `<section>
<h2>${both(name)} <small>${newest.length}</small></h2>
${newest.length === 0 ? none : `<ol>${items.join('\n')}</ol>`}
</section>`;
}

/** A message that its kind cannot read is shown as it came. */
function readOr(read: () => Shown, otherwise: Shown): Shown {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function item(at: number, { to, text }: Shown): string {
  const time = new Date(at + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');
  const machine = new Date(at).toISOString();
  return `<li><p><time datetime="${machine}">${time}</time> <b>${escape(to.slice(0, MOST_TEXT))}</b></p>
<pre>${escape(text.slice(0, MOST_TEXT))}</pre></li>`;
}

export const page = (sources: readonly Source[]): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>演示消息 Messages of the demo · Cofferdam 围堰</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<script src="/live.js" defer></script>
</head>
<body>
<header>
<h1>${both({ zh: '演示消息', en: 'Messages of the demo' })}</h1>
<p>${both({
  zh: '本页是演示中本应发出的消息；没有一条离开本机。时间为北京时间。',
  en: 'What the demo would have sent; none of it left this computer. Times are Beijing’s.',
})}</p>
<p id="connection" data-live="no"><span id="state" role="status">${both({ zh: '未连接', en: 'Not connected' })}</span> <time id="seen"></time></p>
</header>
<main id="list">
${list(sources)}
</main>
</body>
</html>
`;

/** Looks once a second, and says so when nobody answers. */
export const SCRIPT = `const [list, connection, state, seen] = ['list', 'connection', 'state', 'seen'].map((id) => document.getElementById(id));
const WORDS = {
  yes: '<span lang="zh-CN">实时</span> <span lang="en">Live</span>',
  no: '<span lang="zh-CN">已断开，以下为最后所见</span> <span lang="en">Lost: this is what was last seen</span>',
};
let shown = '';
function say(live) {
  if (connection.dataset.live !== live || shown === '') state.innerHTML = WORDS[live];
  connection.dataset.live = live;
  if (live === 'yes') seen.textContent = new Date().toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
}
async function look() {
  try {
    const answer = await fetch('/list', { cache: 'no-store', signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (html !== shown) list.innerHTML = html;
    say('yes');
    shown = html;
  } catch {
    say('no');
  }
  setTimeout(look, 1000);
}
look();
`;

export const STYLE = `:root { color-scheme: dark light; font: 15px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; }
body { margin: 0 auto; max-width: 1100px; padding: 16px; background: light-dark(#fbfcfc, #12181b); color: light-dark(#16201f, #e6ecee); }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 24px 0 8px; }
h2 small, .none, time { color: light-dark(#4d5b61, #9fb0b8); font-weight: 400; }
#connection { font-weight: 600; } #connection::before { content: '○ '; } #connection[data-live=yes]::before { content: '● '; }
#connection[data-live=no] { color: light-dark(#9a2312, #ff9b8a); }
ol { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid light-dark(#c5d0d4, #33424a); padding: 8px 0; }
li p { margin: 0; } pre { margin: 4px 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
