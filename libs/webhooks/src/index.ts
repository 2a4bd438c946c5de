export { forbidden } from './address';
export { Line, PATIENCE_MS } from './line';
export { freshSecret, signed } from './signature';
export { checkTarget, targetOf, type TargetRefusal } from './target';
