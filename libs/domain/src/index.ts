export {
  ALARM_REFUSALS,
  type AlarmActContext,
  type AlarmChange,
  type AlarmOutcome,
  type AlarmRefusal,
} from './alarm/act';
export * from './alarm/acknowledge';
export * from './alarm/alarm';
export * from './alarm/digest';
export * from './alarm/entry';
export * from './alarm/judge-false';
export * from './alarm/latch';
export * from './alarm/merge';
export * from './alarm/occurrence';
export * from './alarm/out-of-service';
export * from './alarm/overlay';
export * from './alarm/replay';
export * from './alarm/shelve';
export * from './alarm/suppress';
export * from './alarm/transitions';
export * from './alarm/view';
export * from './condition/condition';
export * from './journal/event';
export * from './park/park';
export * from './reading/log';
export * from './reading/sample';
export * from './refusal/reason';
export * from './timeline/timeline';
export * from './user/role';
export * from './limit/index';
export * from './park/check';
export { checkDesk } from './park/check-desk';
export * from './park/graph';
export * from './park/nearest';
export { policyWarnings, warnPark } from './park/sanity';
export * from './pollutant/pollutant';
export * from './pollutant/unit';
export * from './reading/recognise';
export * from './reading/validity';
export { type Mean, HOUR_GRACE, DAY_GRACE, ENOUGH } from './reading/averages';
export { type LocalDay, localDay, localHour } from './reading/day';
export { ShardJudge } from './rules/engine/shard';
export { RULE_KINDS } from './rules/registry';
export * from './approval/index';
export {
  type AtDesk,
  type DeskChange,
  type DeskStateView,
  type OfferView,
  type Urgency,
  viewDeskState,
} from './desk/change';
export * from './desk/desk';
export * from './desk/duty';
export * from './desk/hand-over';
export * from './desk/missed';
export * from './desk/roster';
export * from './desk/shift';
export * from './escalation/deadline';
export * from './escalation/next-deadlines';
export * from './escalation/policy';
export * from './escalation/trigger';
export * from './incident/act';
export * from './incident/incident';
export * from './incident/view';
export * from './journal/message';
export * from './journal/view';
export * from './notification/channel-kind';
export * from './notification/contact';
export * from './notification/desk-channels';
export * from './notification/machine-feed';
export * from './notification/siren';
export * from './notification/webhook';
export * from './notification/webhook-delivery';
export * from './notification/after-fault';
export * from './notification/allot';
export * from './notification/allot-in-turn';
export * from './notification/command-topic';
export * from './notification/delivery';
export * from './notification/drill-recipients';
export * from './notification/due';
export * from './notification/recipients';
export * from './notification/taken-back';
export * from './overview/counted';
export * from './overview/overview';
export * from './overview/roll-up';
export { RowOrder } from './overview/row-order';
export { isPinned } from './overview/layout';
export { compareAlarms } from './overview/tally';
export * from './park/outlet-kind';
export * from './park/pond-demand';
export * from './pollutant/family';
export * from './tier/tier';
export * from './wall/pond';
export * from './wall/wall';
export * from './escalation/missed';
export * from './incident/measures';
export * from './incident/open';
export * from './incident/perform';
export * from './incident/pond-reading';
export * from './incident/rights';
export * from './incident/source';
export * from './incident/transitions';
export * from './drill/index';
export * from './legal/index';
export * from './kpi/availability';
export * from './kpi/escalations';
export * from './kpi/figure';
export * from './kpi/hand-overs';
export * from './kpi/key-figures';
export * from './kpi/loss';
export * from './kpi/loss-figure';
export * from './kpi/promptness';
export * from './kpi/quantile';
export * from './kpi/rate';
export * from './kpi/registry';
export * from './kpi/rejudge';
export * from './kpi/response';
export * from './kpi/standing';
export * from './kpi/top-ten';
export * from './kpi/values-due';
export * from './kpi/window';
