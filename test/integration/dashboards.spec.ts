import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, SETTINGS } from '@cofferdam/config';
import { Metrics } from '@cofferdam/process';
import { type SharedServices, sharedServices } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../apps/station/src/app.module';

const deploy = join(__dirname, '..', '..', 'deploy');
const files = [
  join(deploy, 'prometheus', 'alerts.yml'),
  join(deploy, 'prometheus', 'alerts.test.yml'),
  ...readdirSync(join(deploy, 'grafana')).map((name) => join(deploy, 'grafana', name)),
];

let services: SharedServices;
beforeAll(async () => {
  Logger.overrideLogger(false);
  services = await sharedServices();
}, 90_000);
afterAll(() => services?.stop(), 60_000);

/** Every metric that some process of ours exports: all rooms in one, put together and not begun. */
async function exported(): Promise<Set<string>> {
  const { redisUrl, mqttUrl, drillMqttUrl, influxUrl } = services.urls;
  const settings = loadSettings({
    ...{
      DATABASE_URL: await services.freshDatabase(),
      REDIS_URL: redisUrl,
      MQTT_URL: mqttUrl,
      DRILL_MQTT_URL: drillMqttUrl,
      INFLUX_URL: influxUrl,
    },
    ...{ NAMESPACE: services.freshNamespace(), PARKS_DIR: 'parks' },
  });
  const building = Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(SETTINGS)
    .useValue(settings);
  const module = await building.compile();
  Logger.overrideLogger(false);
  const names = module
    .get(Metrics)
    .registry.getMetricsAsArray()
    .map(({ name }) => name);
  await module.close();
  return new Set(names);
}

test('every metric that a dashboard or an alert rule names is one that the service exports', async () => {
  const real = await exported();
  expect(real).toContain('cofferdam_judged_messages_total');
  const named = files.flatMap((file) => readFileSync(file, 'utf8').match(/\bcofferdam_[a-z0-9_]+/g) ?? []);
  expect(new Set(named).size).toBeGreaterThan(20);
  const base = (name: string): string => name.replace(/_(bucket|count|sum)$/, '');
  expect([...new Set(named)].filter((name) => !real.has(name) && !real.has(base(name)))).toEqual([]);
});
