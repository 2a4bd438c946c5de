import type { Park } from '../park/park';
import type { User } from '../user/role';

/** What a scenario refers to. */
export interface ScenarioContext {
  readonly park: Park;
  /** Everybody who has an account; null where nobody knows, and people are then checked against each other alone. */
  readonly users: readonly (User & { readonly disabled: boolean })[] | null;
  /** Ids of channels; null where nobody knows. */
  readonly channels: readonly string[] | null;
}
