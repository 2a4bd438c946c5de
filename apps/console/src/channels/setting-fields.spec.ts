import type { ChannelKindView } from '../api/channels';
import { fieldsOf, settingsIn } from './setting-fields';

const kind: ChannelKindView = {
  ...{ kind: 'email', collective: false, secrets: ['password', 'token'] },
  settings: {
    properties: {
      host: { type: 'string', default: 'mail.example' },
      port: { type: 'integer', minimum: 1 },
      security: { type: 'string', enum: ['tls', 'none'] },
      password: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
      token: { type: 'string' },
      services: { type: 'array' },
    },
    required: ['port', 'token'],
  },
};
function form(given: Readonly<Record<string, string>>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(given)) made.append(`setting.${name}`, value);
  return made;
}

test('fields follow from the kind’s schema', () => {
  const fields = fieldsOf(kind, null);
  expect(fields.map(({ name, input, required }) => [name, input, required])).toEqual([
    ['host', 'text', false],
    ['port', 'number', true],
    ['security', 'choice', false],
    ['password', 'secret', false],
    ['token', 'secret', true],
    ['services', 'list', false],
  ]);
  expect(fields.map(({ standard }) => standard)).toEqual(['mail.example', null, null, null, null, null]);
  expect(fields[2]?.options).toEqual(['tls', 'none']);
});

test('what is stored is shown, but of a secret only that it is', () => {
  const stored = { host: 'h', port: 25, password: { set: true }, token: null, services: ['a', 'b'] };
  const fields = fieldsOf(kind, stored);
  expect(fields.map(({ value }) => value)).toEqual(['h', '25', '', '', '', 'a b']);
  expect(fields.filter(({ isSet }) => isSet).map(({ name }) => name)).toEqual(['password']);
});

test('what is empty is left out; a secret goes only when it is said to', () => {
  const fields = fieldsOf(kind, { password: { set: true }, token: { set: true } });
  const given = { host: ' ', port: '587', security: '', password: '', token: '', services: 'a, b，c' };
  expect(settingsIn(form(given), fields)).toEqual({ port: 587, services: ['a', 'b', 'c'] });
  expect(settingsIn(form({ ...given, 'password.away': 'on', token: 'new' }), fields)).toEqual({
    ...{ port: 587, services: ['a', 'b', 'c'], password: null, token: 'new' },
  });
});
