import { LookAhead } from './look-ahead';

const word = (about: object, key: object = { class: 'actual', drill: null }): object => ({
  ...{ kind: 'condition', key, phase: 'abnormal', severity: 'yellow', toxic: false, late: false },
  ...about,
});

test('what is real and grave goes ahead; a drill never overtakes', async () => {
  const real = [word({ severity: 'red' }), word({ toxic: true })];
  const drill = { class: 'exercise', drill: 'd1' };
  const messages = [
    ...[word({ severity: 'red' }, drill), word({ toxic: true }, drill), word({})],
    ...[{ kind: 'digest', class: 'actual' }, { kind: 'clock', ...drill, at: 1 }, null, ...real],
  ];
  const went: unknown[] = [];
  const source = {
    read: async (_: number, after: string) => (after === '0-0' ? [{ id: '1-0', messages }] : []),
    trim: async () => undefined,
  };
  const ahead = async (_: number, words: readonly unknown[]) => void went.push(...words);
  await new LookAhead(0, source, { ahead }).look('0-0');
  expect(went).toEqual(real);
});
