import { command } from './keys';

const press = (key: string, given: Partial<Parameters<typeof command>[0]> = {}) => ({
  key,
  modified: false,
  where: 'page' as const,
  ...given,
});

test.each([
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['a', 'acknowledge'],
  ['n', 'note'],
  ['e', 'escalate'],
  ['f', 'filter'],
  ['?', 'help'],
  ['Escape', 'leave'],
  ['x', null],
])('%s is %s', (key, expected) => {
  expect(command(press(key), true)).toBe(expected);
});

test('nobody who is typing acknowledges anything', () => {
  expect(command(press('a', { where: 'field' }), true)).toBeNull();
  expect(command(press('Enter', { where: 'field' }), true)).toBeNull();
  expect(command(press('Escape', { where: 'field' }), true)).toBe('leave');
});

test('Enter belongs to the button that has the focus; letters do not', () => {
  expect(command(press('Enter', { where: 'control' }), true)).toBeNull();
  expect(command(press('j', { where: 'control' }), true)).toBe('next');
});

test('single letters can be switched off, and the browser keeps its own', () => {
  expect(command(press('a'), false)).toBeNull();
  expect(command(press('Enter'), false)).toBe('open');
  expect(command(press('a', { modified: true }), true)).toBeNull();
});
