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
  deleteChannel,
  getChannel,
  listChannelKinds,
  listChannels,
  putChannel,
  testChannel,
} from './channels/channels.routes';
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
import { drillReportRoutes } from './drills/reports.routes';
import { drillActs } from './drills/drill-acts.routes';
import { checkDrillScenario, getDrill, listDrills, planDrillRoute, readScript } from './drills/drills.routes';
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
import { listNotifications } from './notifications/notifications.routes';
import { legalRoutes } from './legal/legal.routes';
import { askLossCheck, listKpis, listLossChecks } from './kpis/kpis.routes';
import { openApiDocument } from './openapi/openapi.routes';
import { listRowMembers, showOverview } from './overview/overview.routes';
import { getPolicy, listPolicies, putPolicy } from './policies/policies.routes';
import { addBrowser, removeBrowser, seePush } from './push/push.routes';
import { listQuarantine } from './quarantine/quarantine.routes';
import { listReadings } from './readings/readings.routes';
import { getOutlet, getPark, listOutlets, listParks } from './register/register.routes';
import { closeSession, openSession, seeSession } from './session/session.routes';
import { changeUser, createUser, listUsers, seeOwnChannels, setOwnChannels } from './users/users.routes';
import { listWalls, reportWall } from './walls/walls.routes';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhookDeliveries,
  listWebhooks,
  putWebhook,
  resendWebhookDelivery,
  rotateWebhook,
  testWebhook,
} from './webhooks/webhooks.routes';

/** Every call of the API. A test holds the running service against this table. */
export const routes: readonly Route[] = [
  ...[openSession, seeSession, closeSession],
  ...[listParks, getPark, listOutlets, getOutlet, listReadings],
  ...[listAlarms, getAlarm, acknowledgeAlarms, acknowledgeAlarm, noteAlarm, ...alarmActs],
  ...[listIncidents, getIncident, readTimeline, listDeadlines, listMeasures, getPhoto, ...incidentActs],
  ...legalRoutes,
  ...drillReportRoutes,
  ...[listApprovals, getApproval, confirmApproval, refuseApproval, reviewApproval],
  ...[listDesks, putDesk, deleteDesk, handOverDesk, acceptDesk, forceDesk, confirmPresence, listShifts],
  ...[listUsers, createUser, changeUser, listPolicies, getPolicy, putPolicy, listWalls, reportWall],
  ...[listChannels, listChannelKinds, getChannel, putChannel, deleteChannel, testChannel],
  ...[seePush, addBrowser, removeBrowser],
  ...[seeOwnChannels, setOwnChannels, listNotifications],
  ...capRoutes,
  ...[listDrills, planDrillRoute, checkDrillScenario, getDrill, readScript, ...drillActs],
  ...[showOverview, listRowMembers],
  ...[listKpis, listLossChecks, askLossCheck],
  ...[readJournal, openFeed, listQuarantine],
  ...[listWebhooks, getWebhook, createWebhook, putWebhook, deleteWebhook, rotateWebhook, testWebhook],
  ...[listWebhookDeliveries, resendWebhookDelivery],
  ...[live, ready, metrics, openApiDocument],
];
