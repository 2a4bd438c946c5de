import { readFileSync } from 'node:fs';
import { influx } from './influx.mjs';
import { mosquitto } from './mosquitto.mjs';
import { postgres } from './postgres.mjs';
import { redis } from './redis.mjs';

/** The services that Cofferdam needs. */
export const services = [postgres, redis, influx, mosquitto];

/** Text of a configuration file in `deploy/`; it is copied, since a service's account may not get into the clone. */
export const template = (path) => readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');

/** The services of these names; all where none is given. */
export function named(names) {
  if (!names || names.length === 0) return services;
  const unknown = names.filter((name) => !services.some((service) => service.name === name));
  const known = services.map((service) => service.name).join(', ');
  if (unknown.length > 0) throw new Error(`unknown service ${unknown.join(', ')}; there are ${known}`);
  return services.filter((service) => names.includes(service.name));
}
