import type { AlarmView, Flag, Tier, User } from '@cofferdam/domain';

export interface Name {
  readonly zh: string;
  readonly en: string;
}

export interface FactorView extends Name {
  readonly code: string;
  readonly unit: string;
}

export interface OutletView {
  readonly id: string;
  readonly name: Name;
  readonly kind: string;
  /** Id of the enterprise; null where the outlet is the park's own. */
  readonly enterprise: string | null;
  readonly monitors: readonly { readonly id: string }[];
  readonly factors: readonly FactorView[];
}

export interface WallView {
  readonly id: string;
  readonly name: Name;
  readonly kind: 'pond' | 'gate' | 'valve';
  readonly tier?: Tier;
  /** Ponds: usable volume and what is in it as a rule, m3. */
  readonly volume?: number;
  readonly level?: number;
  /** Metres along the water from the first outlet. */
  readonly distance?: number;
}

/** `GET /parks/{id}`; its outlets are a list of their own. */
export interface ParkAnswer {
  readonly id: string;
  readonly name: Name;
  readonly timezone: string;
  readonly river: { readonly name: Name } | null;
  readonly enterprises: readonly {
    readonly id: string;
    readonly name: Name;
    readonly units?: readonly { readonly id: string; readonly name: Name }[];
  }[];
  readonly walls: readonly WallView[];
  readonly rules: readonly { readonly kind: string }[];
  /** Ids in the order of the park file. */
  readonly outlets: readonly string[];
}

/** A park with its outlets, in the order of the park file. */
export interface ParkView extends Omit<ParkAnswer, 'outlets'> {
  readonly outlets: readonly OutletView[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly total: number;
  readonly asOf: number;
}

export interface ReadingPoint {
  /** ISO 8601. */
  readonly at: string;
  readonly monitor: string;
  readonly value: number | null;
  readonly flag: Flag;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface ReadingsView {
  readonly items: readonly ReadingPoint[];
  /** Where a monitor's readings are missing. */
  readonly gaps: readonly (Span & { readonly monitor: string })[];
  readonly limits: readonly (Span & {
    readonly limit: { readonly min?: number; readonly max?: number; readonly notDetectedAbove?: number };
  })[];
}

export interface SessionView {
  readonly user: User;
}

/** What an acknowledge answers: `none` when somebody had done it before. */
export interface AcknowledgeView {
  readonly effect: 'acknowledged' | 'none';
  readonly alarm: AlarmView;
}
