import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwned } from './accounts.mjs';
import { findProgram, postgresFolders, versionOf } from './find.mjs';
import { commandOf, run } from './processes.mjs';
import { SERVICE } from './secrets.mjs';
import { addressOf, ask, loginOf } from './wire.mjs';

const PROTOCOL_3 = 196_608;
const STARTING_UP = 'C57P03';

/** The first message of a connection: protocol and pairs of strings, each ended by a zero byte. */
function startup(pairs) {
  const text = Buffer.from(`${pairs.flat().join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(text.length + 8, 0);
  head.writeInt32BE(PROTOCOL_3, 4);
  return Buffer.concat([head, text]);
}

/** The server programs whose version made these data; any where there are none yet. */
function serverFolder(data) {
  const folders = postgresFolders();
  const made = join(data, 'PG_VERSION');
  if (!existsSync(made)) return folders[0];
  const version = readFileSync(made, 'utf8').trim();
  const fitting = folders.find((folder) => versionOf(join(folder, 'postgres'), '--version').includes(` ${version}.`));
  if (!fitting)
    throw new Error(`${data} was made by PostgreSQL ${version}: install that version, or move the folder away`);
  return fitting;
}

/** Makes the cluster and our database beside their final place, so that a half-made one is never taken for whole. */
async function create(bin, { folder, account, password, abandoned }, data) {
  const fresh = `${data}.new`;
  const secret = join(folder, 'password');
  rmSync(fresh, { recursive: true, force: true });
  writeOwned(secret, `${password}\n`, account);
  const options = ['--username', SERVICE, '--pwfile', secret, '--auth', 'scram-sha-256', '--encoding', 'UTF8'];
  const where = { account, folder, signal: abandoned };
  try {
    const args = ['--pgdata', fresh, ...options, '--locale', 'C.UTF-8', '--no-sync', '--no-instructions'];
    await run({ file: join(bin, 'initdb'), args }, where);
    const single = ['--single', '-D', fresh, 'postgres'];
    await run({ file: join(bin, 'postgres'), args: single, input: `create database ${SERVICE};\n` }, where);
    appendFileSync(join(fresh, 'postgresql.conf'), "\ninclude 'cofferdam.conf'\n");
    await run({ file: join(bin, 'initdb'), args: ['--sync-only', '--pgdata', fresh] }, where);
  } finally {
    rmSync(secret, { force: true });
  }
  renameSync(fresh, data);
}

/** A pid file whose number now belongs to some other program would keep PostgreSQL from starting. */
function dropForeignPid(data) {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [word] = commandOf(Number(readFileSync(file, 'utf8').split('\n')[0]));
  if (word && !/postgres|postmaster/.test(word)) rmSync(file, { force: true });
}

/** Makes an empty database at the server of this URL; answers its URL. */
export async function createDatabase(url, name) {
  const psql = findProgram('psql');
  if (!psql) throw new Error('psql is not on the PATH; it comes with PostgreSQL');
  const own = new URL(url);
  const env = { PGPASSWORD: loginOf(own).password, PGOPTIONS: '' };
  const args = ['-X', '-q', '-h', own.hostname, '-p', own.port, '-U', loginOf(own).user, '-d', 'postgres', '-c'];
  await run({ file: psql, args: [...args, `create database "${name}"`], env });
  own.pathname = `/${name}`;
  return own.href;
}

export const postgres = {
  name: 'postgres',
  title: 'PostgreSQL',
  variable: 'DATABASE_URL',
  process: 'postgres',
  port: 5432,
  packages: ['postgresql'],
  units: ['postgresql'],
  accounts: ['postgres', 'nobody'],
  stopSignal: 'SIGINT',
  templates: ['postgresql/postgresql.conf', 'postgresql/pg_hba.conf'],

  program: () => postgresFolders()[0] ?? null,
  url: ({ host = '127.0.0.1', port, password }) => `postgresql://${SERVICE}:${password}@${host}:${port}/${SERVICE}`,

  /** Makes the cluster where there is none, writes the configuration; answers the command. */
  async prepare(place) {
    const { folder, account, port, template } = place;
    const data = join(folder, 'data');
    const bin = serverFolder(data);
    if (!existsSync(data)) await create(bin, place, data);
    dropForeignPid(data);
    const ours = `listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = ''\n`;
    writeOwned(join(data, 'cofferdam.conf'), template('postgresql/postgresql.conf') + ours, account);
    writeOwned(join(data, 'pg_hba.conf'), template('postgresql/pg_hba.conf'), account);
    return { file: join(bin, 'postgres'), args: ['-D', data] };
  },

  /** Whether it takes connections: it then asks for a password, or says what else is wrong with us. */
  async answers(text, { ours = false } = {}) {
    const url = new URL(text);
    const pairs = [
      ['user', loginOf(url).user || SERVICE],
      ['database', url.pathname.slice(1) || 'postgres'],
    ];
    return ask(addressOf(url, postgres.port), startup(pairs), (heard) => {
      const kind = String.fromCharCode(heard[0] ?? 0);
      if (kind === 'R') return true;
      return kind === 'E' && !ours && !heard.includes(STARTING_UP);
    });
  },
};
