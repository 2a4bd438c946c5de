import { z } from 'zod';

const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  );
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const MIB = 1024 * 1024;

/**
 * Everything that can be set, by environment variable. The README's table is generated from this object: the
 * description is the table's text, the default stands beside it.
 */
const variables = {
  DATABASE_URL: url(['postgres:', 'postgresql:']).describe('PostgreSQL: register, alarms, journal, users'),
  REDIS_URL: url(['redis:', 'rediss:']).describe('Redis of the telemetry and condition logs'),
  REDIS_QUEUE_URL: url(['redis:', 'rediss:'])
    .optional()
    .describe('Redis of the bells (BullMQ); that of the logs where absent'),
  INFLUX_URL: url(['http:', 'https:']).describe('InfluxDB 1.x, its database as path: history of readings'),
  MQTT_URL: url(['mqtt:', 'mqtts:']).describe("MQTT broker with the service's own account"),
  DRILL_MQTT_URL: url(['mqtt:', 'mqtts:'])
    .optional()
    .describe("MQTT broker with the drills' account, which may speak under `drills/` only; no drills where absent"),
  NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .default('cofferdam')
    .describe('Prefix of Redis keys and MQTT client ids'),
  HTTP_HOST: z.string().default('127.0.0.1').describe('Address on which the API listens'),
  HTTP_PORT: whole(0, 65_535).default(3000).describe('Port of API and console; 0 takes a free one'),
  PARKS_DIR: z.string().default('parks').describe('Folder of the park files'),
  CONSOLE_URL: url(['http:', 'https:'])
    .optional()
    .describe('Address of the console as people reach it: links in messages; none where absent'),
  CONSOLE_DIR: z.string().optional().describe('Folder of the built console; no page where absent'),
  SHARDS: whole(1, 64).default(8).describe('Shards of the telemetry log, fixed at installation'),
  SLOTS: whole(1, 1024).default(64).describe('Intake sessions at the broker, fixed at installation'),
  CLOCK_AHEAD_SECONDS: whole(1, 86_400).default(300).describe('A reading further in the future is refused'),
  CLOCK_BEHIND_DAYS: whole(1, 3660).default(30).describe('A reading further in the past is refused'),
  CLOCK_SUSPECT_SECONDS: whole(1, 86_400).default(60).describe('A realtime reading off by more is taken and flagged'),
  CANARY_SECONDS: whole(1, 300).default(5).describe('How often a message of our own tests that we hear the broker'),
  LOG_BUDGET_MIB: whole(16, 1024 * 1024)
    .default(4096)
    .transform((mib) => mib * MIB)
    .describe('Bytes that the telemetry log may take in Redis, in MiB'),
  SESSION_HOURS: whole(1, 24 * 30)
    .default(12)
    .describe('How long a log-in lasts'),
  DRILL_KEEP_DAYS: whole(1, 36_500)
    .default(1095)
    .describe('Days that a drill’s readings are kept after its end; drill, journal and report stay'),
  CAP_KEY_DIR: z
    .string()
    .min(1)
    .default('.local/cap')
    .describe('Folder of the keys that sign CAP messages, one a class; made at the first start'),
  CAP_SENDER_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/)
    .max(200)
    .default('cofferdam.invalid')
    .describe('Domain under which the parks’ CAP senders live: `cofferdam@<park>.<domain>`'),
  ALLOW_UNSAFE_REDIS: flag.default(false).describe('Start although Redis does not keep every write; for development'),
  WEBHOOK_ALLOW_PRIVATE: flag
    .default(false)
    .describe('Webhooks may go to private addresses and over http; for tests and the demo'),
  LOG_LEVEL: z.enum(['error', 'warn', 'log', 'debug', 'verbose']).default('log').describe('How much is logged'),
};

export const SettingsSchema = z.object(variables).transform((env) => ({
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  redisQueueUrl: env.REDIS_QUEUE_URL ?? env.REDIS_URL,
  influxUrl: env.INFLUX_URL,
  mqttUrl: env.MQTT_URL,
  drillMqttUrl: env.DRILL_MQTT_URL,
  namespace: env.NAMESPACE,
  httpHost: env.HTTP_HOST,
  httpPort: env.HTTP_PORT,
  parksDir: env.PARKS_DIR,
  consoleUrl: env.CONSOLE_URL?.replace(/\/+$/, ''),
  consoleDir: env.CONSOLE_DIR,
  shards: env.SHARDS,
  slots: env.SLOTS,
  clockAheadSeconds: env.CLOCK_AHEAD_SECONDS,
  clockBehindDays: env.CLOCK_BEHIND_DAYS,
  clockSuspectSeconds: env.CLOCK_SUSPECT_SECONDS,
  canarySeconds: env.CANARY_SECONDS,
  logBudgetBytes: env.LOG_BUDGET_MIB,
  sessionHours: env.SESSION_HOURS,
  drillKeepDays: env.DRILL_KEEP_DAYS,
  capKeyDir: env.CAP_KEY_DIR,
  capSenderDomain: env.CAP_SENDER_DOMAIN,
  allowUnsafeRedis: env.ALLOW_UNSAFE_REDIS,
  webhookAllowPrivate: env.WEBHOOK_ALLOW_PRIVATE,
  logLevel: env.LOG_LEVEL,
}));

export type Settings = z.output<typeof SettingsSchema>;

/** Injection token of the settings. */
export const SETTINGS = Symbol('settings');

/** All that is wrong with the environment, at once. */
export class SettingsError extends Error {}

/**
 * The settings of this process.
 * @throws SettingsError with one line a variable that is missing or wrong; values are never shown, they may be secret
 */
export function loadSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== ''));
  const result = SettingsSchema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new SettingsError(`These settings (environment variables) are missing or wrong:\n${lines.join('\n')}`);
}

/** One row a setting: name, default (none: it must be set, or may stay absent) and meaning. */
export function settingsTable(): string {
  const rows = Object.entries(variables).map(([name, schema]) => {
    const initial = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).default;
    const shown =
      initial === undefined
        ? schema.isOptional()
          ? 'none'
          : 'required'
        : `\`${JSON.stringify(initial).replaceAll('"', '')}\``;
    return `| \`${name}\` | ${shown} | ${schema.description} |`;
  });
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}
