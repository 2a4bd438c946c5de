import type { ComponentType } from 'react';
import { ApprovalsPage } from '../approvals/approvals-page';
import { ChannelsPage } from '../channels/channels-page';
import { DesksPage } from '../desks/desks-page';
import { DrillsPage } from '../drills/drills-page';
import { IncidentsPage } from '../incident/incidents-page';
import { KpisPage } from '../kpis/kpis-page';
import { LivePage } from '../page/live-page';
import { UsersPage } from '../people/users-page';
import { ShelfPage } from '../shelf/shelf-page';
import { WebhooksPage } from '../webhooks/webhooks-page';
import type { RoomProps } from './room-props';
import type { Room, Route } from './route';

const ROOM: Readonly<Record<Room, ComponentType<RoomProps>>> = {
  live: LivePage,
  incidents: IncidentsPage,
  shelf: ShelfPage,
  approvals: ApprovalsPage,
  drills: DrillsPage,
  desks: DesksPage,
  channels: ChannelsPage,
  kpis: KpisPage,
  users: UsersPage,
  webhooks: WebhooksPage,
};

/** The room that the route names. */
export function Rooms({ route: { room, id }, ...props }: Omit<RoomProps, 'id'> & { readonly route: Route }) {
  const Shown = ROOM[room];
  return <Shown {...props} id={id} />;
}
