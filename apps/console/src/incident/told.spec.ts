import { aDesk } from '../desks/builders';
import { recipientOf } from './told';

const desk = aDesk({ park: 'demo', desk: 'day' });

test.each([
  ['pan', null, 'pan'],
  ['desk:demo.day', desk, 'demo.day'],
  ['demo.day', desk, 'demo.day'],
  ['desk:demo.gone', null, 'demo.gone'],
  [null, null, '–'],
] as const)('%p was told', (to, found, who) => {
  expect(recipientOf(to, [desk])).toEqual({ desk: found, who });
});
