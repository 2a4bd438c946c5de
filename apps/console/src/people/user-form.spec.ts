import type { UserView } from '../api/people';
import { changeIn, wholeIn } from './user-form';

const before: UserView = {
  ...{ username: 'li', role: 'unit', parks: ['demo'], name: 'Li', phone: null, channels: [] },
  ...{ language: 'zh-CN', disabled: false, editable: true },
};
const WRITTEN = { role: 'unit', name: 'Li', phone: '', language: 'zh-CN', password: '' };
function form(fields: Readonly<Record<string, string>>, parks: readonly string[] = ['demo']): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries({ ...WRITTEN, ...fields })) {
    made.append(name, value);
  }
  for (const park of parks) made.append('parks', park);
  return made;
}

test('what nobody changed is not sent', () => {
  expect(changeIn(form({}), before)).toEqual({});
  expect(changeIn(form({ name: ' Li ' }), before)).toEqual({});
});

test('what was changed is sent, also to nothing', () => {
  expect(changeIn(form({ role: 'park', phone: '110', name: '' }, ['demo', 'b']), before)).toEqual({
    ...{ role: 'park', phone: '110', name: null, parks: ['demo', 'b'] },
  });
  expect(changeIn(form({ disabled: 'on', password: ' twelve letters' }), before)).toEqual({
    ...{ disabled: true, password: ' twelve letters' },
  });
  expect(changeIn(form({ language: 'en' }), before)).toEqual({ language: 'en' });
  expect(changeIn(form({}), { ...before, disabled: true })).toEqual({ disabled: false });
});

test('a new one is sent whole', () => {
  expect(wholeIn(form({ username: 'wu ', password: 'secret of twelve' }))).toEqual({
    ...{ username: 'wu', role: 'unit', parks: ['demo'], name: 'Li', phone: null },
    ...{ language: 'zh-CN', password: 'secret of twelve' },
  });
});
