export { viewEvent } from '@cofferdam/domain';
