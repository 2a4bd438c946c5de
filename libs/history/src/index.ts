export { History, type Refused, type SamplesQuery, type SeriesQuery, type SeriesRow } from './history';
export { HistoryModule } from './history.module';
