import { readMail } from './mime';

test('encoded words are joined before they are read, continued lines before that', () => {
  const raw = [
    'Subject: =?UTF-8?B?5rC0?=',
    ' =?UTF-8?B?5rex?= plain =?UTF-8?Q?a_=E6=B0=B4?=',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'one=',
    ' line =E6=B0=B4',
    'two',
    '',
  ].join('\r\n');
  const { headers, text } = readMail(raw);
  expect(headers['subject']).toBe('水深 plain a 水');
  expect(text).toBe('one line 水\ntwo');
});

test('a letter that is cut in two between words is whole', () => {
  const [first, second] = [Buffer.from('水').subarray(0, 1), Buffer.from('水').subarray(1)].map((part) =>
    part.toString('base64'),
  );
  const raw = `Subject: =?utf-8?B?${first}?= =?utf-8?B?${second}?=\r\nContent-Transfer-Encoding: base64\r\n\r\n5rC0\r\n`;
  expect(readMail(raw)).toMatchObject({ headers: { subject: '水' }, text: '水' });
});
