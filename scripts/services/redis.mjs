import { join } from 'node:path';
import { makeOwned, writeOwned } from './accounts.mjs';
import { findProgram } from './find.mjs';
import { addressOf, ask, loginOf } from './wire.mjs';

const command = (...words) =>
  `*${words.length}\r\n${words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join('')}`;

export const redis = {
  name: 'redis',
  title: 'Redis',
  variable: 'REDIS_URL',
  process: 'redis-server',
  port: 6379,
  packages: ['redis-server'],
  units: ['redis-server'],
  accounts: ['redis', 'nobody'],
  stopSignal: 'SIGTERM',
  templates: ['redis/redis.conf'],

  program: () => findProgram('redis-server'),
  url: ({ host = '127.0.0.1', port, password }) => `redis://:${password}@${host}:${port}`,

  /** Writes the configuration; answers the command. */
  async prepare({ program, folder, account, port, password, template }) {
    makeOwned(join(folder, 'data'), account);
    const ours = `bind 127.0.0.1\nport ${port}\ndir "${join(folder, 'data')}"\nrequirepass ${password}\n`;
    const file = join(folder, 'redis.conf');
    writeOwned(file, template('redis/redis.conf') + ours, account);
    return { file: program, args: [file] };
  },

  /** Whether it takes our password and commands; false while it still loads its data. */
  async answers(text) {
    const url = new URL(text);
    const { user, password } = loginOf(url);
    const auth = password ? command('AUTH', ...(user ? [user] : []), password) : '';
    return ask(addressOf(url, redis.port), auth + command('PING'), (heard) => {
      const said = heard.toString('latin1');
      if (said.includes('+PONG')) return true;
      return said.includes('-') ? false : undefined;
    });
  },
};
