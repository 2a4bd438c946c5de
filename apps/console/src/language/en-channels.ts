import type { ChannelWords, SettingName, SettingWords } from './channel-words';

const plural = (n: string, one: string, many: string): string => `${n} ${n === '1' ? one : many}`;

const gateway = (what: string): Record<'url' | 'token' | 'secret', SettingWords> => ({
  url: {
    label: 'Gateway address',
    hint: `Where the park’s own ${what} gateway listens; https. See the gateway’s guide.`,
  },
  token: { label: 'Access token', hint: 'By which the gateway knows this service: given when the gateway was set up.' },
  secret: { label: 'Signing secret', hint: 'Shared with the gateway: it checks each message’s signature by it.' },
});
const [sms, voice] = [gateway('SMS'), gateway('voice')];

const setting: Readonly<Record<SettingName, SettingWords>> = {
  'dingtalk.url': {
    label: 'Robot address',
    hint: 'The robot’s Webhook up to the question mark (open.dingtalk.com: custom robot access).',
  },
  'dingtalk.accessToken': {
    label: 'Access token',
    hint: 'Group settings, Robots, custom robot: what follows access_token= in the Webhook.',
  },
  'dingtalk.secret': {
    label: 'Signing secret',
    hint: 'The robot’s security settings, Additional signature: begins with SEC.',
  },
  'dingtalk.keyword': {
    label: 'Keyword',
    hint: 'Only where the robot’s security settings ask for a custom keyword: added to each message.',
  },
  'wecom.url': {
    label: 'Robot address',
    hint: 'The robot’s Webhook up to the question mark (developer.work.weixin.qq.com: group robots).',
  },
  'wecom.key': {
    label: 'Key',
    hint: 'Group robot, Webhook address: what follows key=. It is the robot’s only protection.',
  },
  'feishu.url': {
    label: 'Bot address',
    hint: 'The Webhook without its last part; Lark outside China: https://open.larksuite.com/open-apis/bot/v2/hook.',
  },
  'feishu.hook': { label: 'Hook id', hint: 'Group settings, Bots, custom bot: the last part of the Webhook address.' },
  'feishu.secret': { label: 'Signing secret', hint: 'The bot’s security settings, Set signature verification.' },
  'feishu.keyword': {
    label: 'Keyword',
    hint: 'Only where the bot’s security settings ask for a custom keyword: added to each message.',
  },
  'sms.url': sms.url,
  'sms.token': sms.token,
  'sms.secret': sms.secret,
  'sms.most': { label: 'Longest message, characters', hint: 'What the provider’s approved template takes, 70 to 500.' },
  'voice.url': voice.url,
  'voice.token': voice.token,
  'voice.secret': voice.secret,
  'email.host': {
    label: 'Mail server',
    hint: 'Host for handing mail in (SMTP submission), as its operator documents it.',
  },
  'email.port': { label: 'Port', hint: 'As a rule 465 with tls, 587 with starttls (RFC 8314, RFC 6409).' },
  'email.security': {
    label: 'Encryption',
    hint: 'tls: from the first byte. starttls: from a command on. none: only to this machine.',
  },
  'email.user': { label: 'Account', hint: 'Where the server wants a log-in; together with the password.' },
  'email.password': {
    label: 'Password',
    hint: 'Many mail services want an app password or an authorisation code here.',
  },
  'email.from': { label: 'From', hint: 'An address from which the account may send.' },
  'email.fromName': { label: 'From, name', hint: 'Shown beside the address.' },
  'push.publicKey': {
    label: 'Public key',
    hint: 'VAPID (RFC 8292), made once an installation. Another one makes every subscription useless.',
  },
  'push.privateKey': { label: 'Private key', hint: 'VAPID (RFC 8292): the other half of the pair.' },
  'push.subject': {
    label: 'Whom push services write to',
    hint: 'mailto: or https:, read by a push service when something is wrong (RFC 8292, 2.1).',
  },
  'push.services': {
    label: 'Push services',
    hint: 'Hosts, with blanks between; empty: those of the browsers’ makers.',
  },
};

export const enChannels: ChannelWords = {
  channels: {
    heading: 'Channels',
    hint: 'The ways to tell someone. Robots belong to desks; on the others each person has an address and an order.',
    count: (n) => plural(n, 'channel', 'channels'),
    none: 'No channel is set up: nobody is told outside this page.',
    create: 'New channel…',
    change: 'Change…',
    changing: (name) => `Change ${name}`,
    remove: 'Remove…',
    removing: (name) => `Remove ${name}`,
    removeNote: 'Nothing goes out over it any more, and its settings are forgotten.',
    usedBy: (what) => `used by ${what}`,
    unused: 'used by nobody',
    desk: (name) => `desk ${name}`,
    on: 'on',
    off: 'switched off',
    failing: (since) => `failing since ${since}`,
    everyPark: 'Every park',
    kind: {
      log: 'Log',
      email: 'E-mail',
      dingtalk: 'DingTalk robot',
      wecom: 'WeCom robot',
      feishu: 'Feishu bot',
      sms: 'SMS',
      voice: 'Voice call',
      push: 'Browser push',
    },
    robot: 'group',
    personal: 'persons',
    done: { set: 'Channel saved.', removed: 'Channel removed.' },
  },
  channelEdit: {
    id: 'Id (a-z, 0-9, -)',
    kind: 'Kind',
    park: 'For whose people',
    nameZh: 'Name (Chinese)',
    nameEn: 'Name (English)',
    enabled: 'On: messages go out over it',
    save: 'Save',
    isSet: 'Set. Leave empty to keep it; it is never shown.',
    takeAway: 'Take it away',
    standard: (value) => `Empty: ${value}`,
    noSettings: 'This kind needs no settings.',
    setting,
  },
  channelTest: {
    test: 'Test…',
    heading: (name) => `Test ${name}`,
    note: 'Sends a message now that says in both languages that it is a test.',
    to: 'To',
    toNote: 'Empty: your own address on this channel.',
    send: 'Send test',
    taken: 'The provider took it.',
    fault: {
      throttled: 'Not taken: the provider wants no more for a while.',
      unreachable: 'Not taken: the provider cannot be reached.',
      refused: 'Not taken: the provider refuses it.',
      gone: 'Not taken: the robot or address is no more.',
      malformed: 'Not taken: the provider cannot read it.',
    },
    answer: 'The provider’s own answer',
    noAnswer: 'nothing',
    took: (ms) => `after ${ms} ms`,
  },
  contact: {
    heading: 'My channels',
    note: 'Where you are reached. The first is tried first; where it fails, the next.',
    none: 'No channel: you are told by this page and your desk’s telephone alone.',
    point: (n) => `Channel ${n}`,
    channel: 'Channel',
    address: 'Address or number',
    add: 'Add channel',
    remove: (what) => `Remove ${what}`,
    up: (what) => `Move ${what} up`,
    down: (what) => `Move ${what} down`,
    save: 'Save',
    saved: 'Saved.',
    noChannel: 'No channel that reaches single persons is set up yet.',
  },
  told: {
    heading: 'Who was told',
    none: 'Nobody has been told over a channel yet.',
    more: (n) => `${n} earlier`,
    sent: 'sent',
    failed: 'not sent',
    attempt: (n) => `attempt ${n}`,
    possibleRepeat: 'perhaps told twice',
    robot: (desk) => `robots of ${desk}`,
  },
  deskRobots: {
    label: 'Robots',
    none: 'No robot is set up for this park: see Channels.',
    unknown: (id) => `${id} (not set up)`,
  },
};
