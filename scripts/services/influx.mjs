import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { makeOwned, writeOwned } from './accounts.mjs';
import { findProgram, versionOf } from './find.mjs';
import { SERVICE } from './secrets.mjs';
import { loginOf } from './wire.mjs';

const TIMEOUT_MS = 10_000;

/**
 * Posts to a server; the answer's status, 0 where none comes. Not `fetch`: that one waits for its time-out when the server
 * is killed at the wrong moment.
 */
function post(url, headers, body) {
  const request = url.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve) => {
    const options = { method: 'POST', headers, agent: false, timeout: TIMEOUT_MS };
    const asked = request(url, options, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(0));
    asked.once('close', () => resolve(0));
    asked.end(body);
  });
}

/** One InfluxQL statement; the answer's status, 0 where nobody answers. */
function query(text, statement, { anonymous = false } = {}) {
  const url = new URL(text);
  const { user, password } = loginOf(url);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  if (user && !anonymous) headers.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return post(new URL('/query', url.origin), headers, String(new URLSearchParams({ q: statement })));
}

/** Makes a database at the server of this URL. */
export async function createInfluxDatabase(url, name) {
  const status = await query(url, `CREATE DATABASE "${name}"`);
  if (status !== 200) throw new Error(`InfluxDB did not make the database ${name} (status ${status})`);
}

export const influx = {
  name: 'influx',
  title: 'InfluxDB',
  variable: 'INFLUX_URL',
  process: 'influxd',
  port: 8086,
  packages: ['influxdb'],
  units: ['influxdb'],
  accounts: ['influxdb', 'nobody'],
  stopSignal: 'SIGTERM',
  templates: ['influxdb/influxdb.conf'],

  /** Version 2 and later speak another API. */
  program() {
    const program = findProgram('influxd');
    return program && /InfluxDB v?1\./.test(versionOf(program, 'version')) ? program : null;
  },
  url: ({ host = '127.0.0.1', port, password }) => `http://${SERVICE}:${password}@${host}:${port}/${SERVICE}`,

  /** Writes the configuration; answers the command. */
  async prepare({ program, folder, account, port, template }) {
    const data = join(folder, 'data');
    makeOwned(data, account);
    const file = join(folder, 'influxdb.conf');
    writeOwned(file, template('influxdb/influxdb.conf'), account);
    const env = {
      INFLUXDB_META_DIR: join(data, 'meta'),
      INFLUXDB_DATA_DIR: join(data, 'data'),
      INFLUXDB_DATA_WAL_DIR: join(data, 'wal'),
      INFLUXDB_HTTP_BIND_ADDRESS: `127.0.0.1:${port}`,
      INFLUXDB_BIND_ADDRESS: '127.0.0.1:0',
    };
    return { file: program, args: ['run', '-config', file], env };
  },

  /** Whether it takes our login. A fresh one knows nobody yet: the first user that is made is its administrator. */
  async answers(text, { ours = false } = {}) {
    const status = await query(text, 'SHOW DATABASES');
    if (status === 200 || !ours || status === 0) return status === 200;
    const { user, password } = loginOf(new URL(text));
    await query(text, `CREATE USER "${user}" WITH PASSWORD '${password}' WITH ALL PRIVILEGES`, { anonymous: true });
    return (await query(text, 'SHOW DATABASES')) === 200;
  },

  async afterStart({ url }) {
    await createInfluxDatabase(url, SERVICE);
  },
};
