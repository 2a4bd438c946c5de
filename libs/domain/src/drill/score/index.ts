export { compareScores } from './compare';
export * from './facts';
export { leaks } from './hard-fails';
export { pointsFor, scoreDrill } from './score';
export * from './shape';
export { DEFAULT_WEIGHTS, LIVE_ALARM_MS, PASS_MARK } from './weights';
