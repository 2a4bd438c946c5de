import { readScenario } from './scenario-text';

test('a scenario is an object of JSON', () => {
  expect(readScenario(' {"id": "x"}\n')).toEqual({ is: 'read', scenario: { id: 'x' } });
  expect(readScenario('  ')).toEqual({ is: 'none' });
});

test.each(['[]', '7', '"text"', 'null'])('%s is none', (text) => {
  expect(readScenario(text)).toMatchObject({ is: 'unreadable' });
});

test('what cannot be read is told with its line', () => {
  expect(readScenario('{\n "id": "x",\n "park" "demo"\n}')).toMatchObject({ is: 'unreadable', line: 3 });
  expect(readScenario('id: x\npark: demo')).toMatchObject({ is: 'unreadable' });
});
