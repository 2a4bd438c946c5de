import { alarmActs } from './alarms/alarm-acts.routes';
import { acknowledgeAlarm, acknowledgeAlarms, getAlarm, listAlarms, noteAlarm } from './alarms/alarms.routes';
import {
  confirmApproval,
  getApproval,
  listApprovals,
  refuseApproval,
  reviewApproval,
} from './approvals/approvals.routes';
import { capRoutes } from './cap/cap.routes';
import {
  acceptDesk,
  confirmPresence,
  deleteDesk,
  forceDesk,
  handOverDesk,
  listDesks,
  listShifts,
  putDesk,
} from './desks/desks.routes';
import { openFeed } from './feed/feed.routes';
import { live, metrics, ready } from './health/health.routes';
import type { Route } from './http/route';
import { incidentActs } from './incidents/acts.routes';
import {
  getIncident,
  getPhoto,
  listDeadlines,
  listIncidents,
  listMeasures,
  readTimeline,
} from './incidents/incidents.routes';
import { readJournal } from './journal/journal.routes';
import { openApiDocument } from './openapi/openapi.routes';
import { listRowMembers, showOverview } from './overview/overview.routes';
import { getPolicy, listPolicies, putPolicy } from './policies/policies.routes';
import { listQuarantine } from './quarantine/quarantine.routes';
import { listReadings } from './readings/readings.routes';
import { getOutlet, getPark, listOutlets, listParks } from './register/register.routes';
import { closeSession, openSession, seeSession } from './session/session.routes';
import { changeUser, createUser, listUsers } from './users/users.routes';
import { listWalls, reportWall } from './walls/walls.routes';

/** Every call of the API. A test holds the running service against this table. */
export const routes: readonly Route[] = [
  ...[openSession, seeSession, closeSession],
  ...[listParks, getPark, listOutlets, getOutlet, listReadings],
  ...[listAlarms, getAlarm, acknowledgeAlarms, acknowledgeAlarm, noteAlarm, ...alarmActs],
  ...[listIncidents, getIncident, readTimeline, listDeadlines, listMeasures, getPhoto, ...incidentActs],
  ...[listApprovals, getApproval, confirmApproval, refuseApproval, reviewApproval],
  ...[listDesks, putDesk, deleteDesk, handOverDesk, acceptDesk, forceDesk, confirmPresence, listShifts],
  ...[listUsers, createUser, changeUser, listPolicies, getPolicy, putPolicy, listWalls, reportWall],
  ...capRoutes,
  ...[showOverview, listRowMembers],
  ...[readJournal, openFeed, listQuarantine],
  ...[live, ready, metrics, openApiDocument],
];
