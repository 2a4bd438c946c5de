import type {
  Approval,
  ApprovalView,
  ContactPoint,
  Desk,
  DeskStateView,
  Language,
  Role,
  Timeline,
} from '@cofferdam/domain';
import { inQuery } from '../timeline/timeline';
import { call, write } from './client';
import type { Name, Page } from './shapes';

export interface OnDutyView {
  readonly user: string;
  readonly phone: string | null;
  /** ISO 8601; null: until somebody else accepts the desk, or at all hours. */
  readonly until: string | null;
  readonly substitute: string | null;
}

/** A desk and how it stands; `id` is `{park}.{desk}`, `version` its roster's and `generation` its state's. */
export interface DeskView extends DeskStateView {
  readonly name: Name;
  readonly enterprise: string | null;
  readonly unit: string | null;
  readonly phone: string | null;
  readonly members: Desk['members'];
  readonly shifts: Desk['shifts'];
  /** Ids of the desk's robots. */
  readonly channels: readonly string[];
  readonly source: 'file' | 'api';
  readonly version: number;
  readonly onDuty: readonly OnDutyView[];
}

export interface UserView {
  readonly username: string;
  readonly role: Role;
  readonly parks: readonly string[];
  readonly name: string | null;
  readonly phone: string | null;
  /** In which they are told. */
  readonly language: Language;
  /** Where they are reached, the first first. */
  readonly channels: readonly ContactPoint[];
  readonly disabled: boolean;
  /** All of their parks are among the caller's. */
  readonly editable: boolean;
}

export type UserChange = Partial<Omit<UserView, 'username' | 'editable'>> & { readonly password?: string };

/** What 202 answers: nothing is done until a second person has confirmed it. */
export interface WaitsView {
  readonly approval: { readonly id: string; readonly needs: Approval['needs']; readonly expires: string };
}

export const waitsIn = (answer: unknown): WaitsView | null => {
  const { approval } = (answer ?? {}) as Partial<WaitsView>;
  return approval?.needs === undefined || approval.expires === undefined ? null : { approval };
};

const at = (kind: string, id: string, act: string): string => `/${kind}/${encodeURIComponent(id)}/${act}`;
const AT_MOST = 500;

/** What waits for a second person or a review in the timeline. */
export async function waitingApprovals(timeline: Timeline): Promise<readonly ApprovalView[]> {
  const lists = ['state=PENDING', 'unreviewed=true'].map((which) =>
    call<Page<ApprovalView>>(`/approvals?${which}&limit=${AT_MOST}${inQuery(timeline)}`),
  );
  return (await Promise.all(lists)).flatMap(({ items }) => items);
}

export const confirmApproval = (id: string): Promise<unknown> => write('POST', at('approvals', id, 'confirm'), {});
export const refuseApproval = (id: string, reason: string): Promise<unknown> =>
  write('POST', at('approvals', id, 'refuse'), { reason });
export const reviewApproval = (id: string, note: string): Promise<unknown> =>
  write('POST', at('approvals', id, 'review'), { note });

export const allDesks = async (): Promise<readonly DeskView[]> =>
  (await call<{ items: readonly DeskView[] }>('/desks')).items;

export const offerDesk = (desk: DeskView, to: string, note: string): Promise<unknown> =>
  write('POST', at('desks', desk.id, 'hand-over'), { to, note: note || null }, `"g${desk.generation}"`);
export const acceptDesk = (desk: DeskView): Promise<unknown> => write('POST', at('desks', desk.id, 'accept'), {});
export const forceDesk = (desk: DeskView, to: string, reason: string): Promise<unknown> =>
  write('POST', at('desks', desk.id, 'force'), { to, reason });
export const presentAtDesk = (desk: DeskView): Promise<unknown> => write('POST', at('desks', desk.id, 'present'), {});

export const putDesk = (view: DeskView, desk: Omit<Desk, 'id'>): Promise<unknown> =>
  write(
    'PUT',
    `/parks/${encodeURIComponent(view.park)}/desks/${encodeURIComponent(view.desk)}`,
    desk,
    `"g${view.version}"`,
  );

export const allUsers = async (): Promise<readonly UserView[]> =>
  (await call<{ items: readonly UserView[] }>('/users')).items;
export const createUser = (user: UserChange & { readonly username: string }): Promise<unknown> =>
  write('POST', '/users', user);
export const changeUser = (username: string, change: UserChange): Promise<unknown> =>
  write('POST', `/users/${encodeURIComponent(username)}`, change);
