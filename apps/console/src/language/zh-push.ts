import type { PushWords } from './push-words';

export const zhPush: PushWords = {
  heading: '本浏览器的通知',
  state: { absent: '无法通知', denied: '通知被阻止', off: '通知关', on: '通知开' },
  note: {
    absent: '此浏览器不能接收通知，或本页不是通过 HTTPS 打开的。',
    denied: '浏览器阻止了本站的通知。请在浏览器的网站设置中允许后重新打开本页。',
    off: '启用后，即使控制台已关闭，发给您的消息也会显示在这台电脑上。通知不能代替短信和电话。',
    on: '即使控制台已关闭，发给您的消息也会显示在这台电脑上，任何看到屏幕的人都能看到。',
  },
  switchOn: '启用通知',
  switchOff: '关闭通知',
  failed: (why) => `未完成：${why}`,
};
