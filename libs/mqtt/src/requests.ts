const LARGEST_ID = 65_535;
/** Reason codes from here on are refusals (MQTT 5, 2.4). */
const REFUSED = 128;

interface Open {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** SUBSCRIBE and UNSUBSCRIBE packets that wait for their answer. */
export class Requests {
  private readonly unanswered = new Map<number, Open>();
  private last = 0;

  open(): { readonly messageId: number; readonly answered: Promise<void> } {
    this.last = (this.last % LARGEST_ID) + 1;
    const messageId = this.last;
    const answered = new Promise<void>((resolve, reject) => this.unanswered.set(messageId, { resolve, reject }));
    return { messageId, answered };
  }

  /** `granted`: a reason code a topic. */
  answer(messageId: number, granted: readonly unknown[]): void {
    const request = this.unanswered.get(messageId);
    this.unanswered.delete(messageId);
    const refused = granted.find((code) => Number(code) >= REFUSED);
    if (refused === undefined) request?.resolve();
    else request?.reject(new Error(`the broker refused a topic with ${Number(refused)}`));
  }

  abandon(): void {
    for (const { reject } of this.unanswered.values()) reject(new Error('the connection ended'));
    this.unanswered.clear();
  }
}
