import type { ColumnType } from 'kysely';

/** JSON that is written as text and read as the object. */
export type Json<T> = ColumnType<T, string, string>;
