import { Logger } from '@nestjs/common';
import { Outage } from './outage';

test('an outage is told once, and its end once', () => {
  const said: string[] = [];
  const logger = new Logger();
  logger.warn = (text: string) => void said.push(`warn ${text}`);
  logger.log = (text: string) => void said.push(`log ${text}`);
  const outage = new Outage(logger, 'PostgreSQL is away');
  outage.isOver();
  for (let attempt = 0; attempt < 3; attempt++) outage.goesOn(new Error('refused'));
  outage.isOver();
  outage.isOver();
  outage.goesOn('again');
  expect(said).toEqual([
    'warn PostgreSQL is away: refused',
    'log PostgreSQL is away: over',
    'warn PostgreSQL is away: again',
  ]);
});
