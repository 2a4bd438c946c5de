/** What a command finds around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts the drill, then the command. */
  readonly stop: AbortSignal;
  /** Between two looks at a running drill, ms. */
  readonly every?: number;
}
