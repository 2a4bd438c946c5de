import type { PushWords } from './push-words';

export const zhPush: PushWords = {
  heading: '本浏览器的通知',
  state: { absent: '无法通知', denied: '通知被阻止', off: '通知关', on: '通知开' },
  note: {
    absent: '此浏览器不能接收通知，或本页不是通过 HTTPS 打开的。',
    denied: '浏览器阻止了本站的通知。请在浏览器的网站设置中允许后重新打开本页。',
    off: '启用后，本浏览器排在您的各种通知方式之后：前面的方式失败或没有其他方式时才会使用。即使控制台已关闭，通知也会显示。',
    on: '即使控制台已关闭，通知也会显示，任何看到屏幕的人都能看到。何时轮到本浏览器，由您的通知方式顺序决定。',
  },
  switchOn: '启用通知',
  switchOff: '关闭通知',
  failed: (why) => `未完成：${why}`,
};
