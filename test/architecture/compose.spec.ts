import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../..');

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  volumes: string[];
  secrets: string[];
  ports: string[];
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text) as Compose;
const services = Object.entries(compose.services);
const mounts = services.flatMap(([name, { volumes }]) =>
  volumes.map((mount) => ({ name, source: mount.split(':')[0]! })),
);
const hasCompose = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;

describe('docker-compose.yml', () => {
  it('has all services and the app', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['app', 'influx', 'mosquitto', 'postgres', 'redis']);
  });

  it.each(services)('watches the health of %s', (_, { healthcheck }) => {
    expect(healthcheck?.interval).toMatch(/^\d+s$/);
    expect(healthcheck?.timeout).toMatch(/^\d+s$/);
    expect(healthcheck?.test[0]).toMatch(/^CMD/);
  });

  it.each(services)('publishes %s on loopback alone', (_, { ports }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('mounts only files that are in the repository and volumes that are declared', () => {
    for (const { source } of mounts) {
      if (source.startsWith('.')) expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  it('keeps the data of every service in a volume of its own', () => {
    const volumes = mounts.filter(({ source }) => !source.startsWith('.'));
    expect(volumes.map(({ name, source }) => [name, source])).toEqual(services.map(([name]) => [name, name]));
  });

  it.each(['postgresql', 'redis', 'influxdb', 'mosquitto'])('runs the service with our own deploy/%s', (folder) => {
    expect(mounts.map(({ source }) => source)).toContainEqual(expect.stringContaining(`./deploy/${folder}/`));
  });

  it('takes every secret from a file, and no service one that is not declared', () => {
    for (const { file } of Object.values(compose.secrets))
      expect(file).toMatch(/^\$\{SECRETS_DIR:-\.\/secrets\}\/\w+$/);
    const taken = services.flatMap(([, { secrets }]) => secrets);
    expect([...new Set(taken)].sort()).toEqual(Object.keys(compose.secrets).sort());
  });

  it('has no secret in its text', () => {
    const names = /PASSWORD|SECRET|TOKEN|KEY/;
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (names.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/^\/run\/secrets\//)]);
      }
    }
    expect(text).not.toMatch(/:\/\/[^/\s]*:[^/\s]*@/);
    expect(text).not.toMatch(/(password|requirepass|-P)[=: ]+["']?(?!["%$(]*[$%(])[A-Za-z0-9]{6,}["']?$/im);
  });

  it('starts the app when the services are healthy', () => {
    const conditions = Object.entries(compose.services.app!.depends_on ?? {});
    expect(conditions.map(([name, { condition }]) => [name, condition])).toEqual(
      services.filter(([name]) => name !== 'app').map(([name]) => [name, 'service_healthy']),
    );
  });

  it('gets its secret files from the services command, closed to others', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'cofferdam-secrets-')), 'secrets');
    try {
      const make = () => execFileSync(process.execPath, [join(ROOT, 'scripts/services.mjs'), 'secrets', folder]);
      make();
      const read = () => Object.keys(compose.secrets).map((name) => readFileSync(join(folder, name), 'utf8'));
      const first = read();
      expect(new Set(first).size).toBe(first.length);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      make();
      expect(read()).toEqual(first);
    } finally {
      rmSync(resolve(folder, '..'), { recursive: true });
    }
  });

  // Only where the program is; no engine is needed for it.
  if (hasCompose) {
    it('is taken by docker compose itself', () => {
      execFileSync('docker', ['compose', '--file', join(ROOT, 'docker-compose.yml'), 'config', '--quiet']);
    });
  }
});

describe('Dockerfile', () => {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').split('\n');
  const words = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

  it('runs as a user without rights, and watches its health', () => {
    expect(words('USER')).toEqual(['node']);
    expect(words('HEALTHCHECK')).toHaveLength(1);
  });

  it('copies only what is in the repository', () => {
    const fromHere = words('COPY').filter((line) => !line.startsWith('--from'));
    const sources = fromHere.flatMap((line) => line.split(' ').slice(0, -1));
    for (const source of sources) expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
  });

  it('keeps secrets and local data out of the image', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['secrets', '.local', '.git', 'node_modules']));
  });
});
