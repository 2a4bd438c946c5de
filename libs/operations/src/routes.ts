import { acknowledgeAlarm, acknowledgeAlarms, getAlarm, listAlarms, noteAlarm } from './alarms/alarms.routes';
import { openFeed } from './feed/feed.routes';
import { live, metrics, ready } from './health/health.routes';
import type { Route } from './http/route';
import { readJournal } from './journal/journal.routes';
import { openApiDocument } from './openapi/openapi.routes';
import { listQuarantine } from './quarantine/quarantine.routes';
import { listReadings } from './readings/readings.routes';
import { getOutlet, getPark, listOutlets, listParks } from './register/register.routes';
import { closeSession, openSession, seeSession } from './session/session.routes';

/** Every call of the API. A test holds the running service against this table. */
export const routes: readonly Route[] = [
  ...[openSession, seeSession, closeSession],
  ...[listParks, getPark, listOutlets, getOutlet, listReadings],
  ...[listAlarms, getAlarm, acknowledgeAlarms, acknowledgeAlarm, noteAlarm],
  ...[readJournal, openFeed, listQuarantine],
  ...[live, ready, metrics, openApiDocument],
];
