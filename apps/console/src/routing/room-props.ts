import type { User } from '@cofferdam/domain';
import type { LiveModel } from '../page/use-live-page';
import type { PeopleModel } from '../people/use-people';

/** What every room is given. */
export interface RoomProps {
  readonly page: LiveModel;
  readonly people: PeopleModel;
  readonly user: User;
  /** The thing in the room that the address names. */
  readonly id: string | null;
}
