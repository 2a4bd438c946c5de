/** What a write answers. It is plain data, so that it can be kept and given again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export const answer = (body: unknown, headers: Record<string, string> = {}, status = 200): Answer => ({
  status,
  headers,
  body,
});

/** `ETag` of an alarm: moves only when severity rises, an episode is added or a person acts. */
export const etag = (generation: number): string => `"g${generation}"`;
