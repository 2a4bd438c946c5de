import { loadSettings, settingsTable } from './settings';

const enough = {
  DATABASE_URL: 'postgres://u:p@h/d',
  REDIS_URL: 'redis://h',
  INFLUX_URL: 'http://h:8086/cofferdam',
  MQTT_URL: 'mqtt://h',
};

test('defaults fill what is not said', () => {
  const settings = loadSettings({ ...enough, HTTP_PORT: '', SHARDS: '16' });
  expect(settings).toMatchObject({ httpPort: 3000, shards: 16, allowUnsafeRedis: false });
});

test('all errors come at once, without values', () => {
  const wrong = { ...enough, DATABASE_URL: undefined, HTTP_PORT: '99999', MQTT_URL: 'secret:word', SHARDS: 'many' };
  expect(() => loadSettings(wrong)).toThrow(/DATABASE_URL[^]*MQTT_URL[^]*HTTP_PORT[^]*SHARDS/);
  expect(() => loadSettings(wrong)).not.toThrow(/secret/);
});

test('the table has a row a setting, with its default', () => {
  const table = settingsTable();
  expect(table).toContain('| `HTTP_PORT` | `3000` |');
  expect(table).toContain('| `DATABASE_URL` | required |');
  expect(table).toContain('| `CONSOLE_DIR` | none |');
});
