import fc from 'fast-check';
import { CLASSES, LIVE } from '../timeline/timeline';
import { commandTopicOf } from './command-topic';

test('a command goes to its own timeline’s device', () => {
  expect(commandTopicOf({ ...LIVE, park: 'east' }, 'main')).toBe('parks/east/outlets/main/commands');
  expect(commandTopicOf({ class: 'exercise', drill: 'd1', park: 'east' }, 'main')).toBe(
    'drills/d1/parks/east/outlets/main/commands',
  );
});

test('a command of an exercise never has a live topic, a live one never a drill’s, and a test’s has none', () => {
  const part = fc.oneof(fc.constantFrom('east', 'd1', '', '../parks', 'a/b', '+', '#', 'drills'), fc.string());
  const any = fc.record({ class: fc.constantFrom(...CLASSES), drill: fc.option(part), park: part });
  fc.assert(
    fc.property(any, part, (about, outlet) => {
      const topic = commandTopicOf(about, outlet);
      if (topic === null) return;
      expect(topic).not.toMatch(/[+#]/);
      expect(topic.startsWith('parks/')).toBe(about.class === 'actual');
      expect(topic.startsWith(`drills/${about.drill}/parks/`)).toBe(about.class === 'exercise');
      expect(about.class).not.toBe('test');
      expect(topic.split('/')).toHaveLength(about.class === 'actual' ? 5 : 7);
    }),
  );
});
