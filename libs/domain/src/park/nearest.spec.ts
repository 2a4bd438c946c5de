import { nearest } from './nearest';

test('the likeliest word comes first', () => {
  expect(nearest('silense', ['limit', 'silence', 'trend'])[0]).toBe('silence');
  expect(nearest('GB31571-2015', ['GB 8978-1996', 'GB 31571-2015'])[0]).toBe('GB 31571-2015');
  expect(nearest('', ['a'])).toEqual(['a']);
});
