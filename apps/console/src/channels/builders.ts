import type { ChannelView } from '../api/channels';

/** A channel for tests; what matters to the test is given. */
export const aChannel = (given: Partial<ChannelView> = {}): ChannelView => ({
  ...{ id: 'mail', park: null, kind: 'email', name: { zh: '邮件', en: 'Mail' }, enabled: true, collective: false },
  ...{ language: 'zh-CN', version: 1, settings: {}, usedBy: { desks: [], users: [] }, editable: true },
  ...given,
});
