export { type Mood, HttpProvider, type TakenMessage } from './http-provider';
