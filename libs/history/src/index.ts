export { History, type Refused, type SeriesQuery, type SeriesRow } from './history';
export { HistoryModule } from './history.module';
