/**
 * The simulator's clock (epoch ms): it may begin in the past and run fast until it has caught up with the present,
 * never beyond it, since a reading from the future is no reading.
 */
export class SimulatedClock {
  constructor(
    private readonly startedAt: number,
    private readonly beginAt: number,
    private readonly speed: number,
  ) {}

  /** The simulated moment at a real one. */
  now(real: number): number {
    return Math.min(real, this.beginAt + (real - this.startedAt) * this.speed);
  }

  /** Real milliseconds until a simulated moment; 0 where it is over. */
  until(moment: number, real: number): number {
    const ahead = moment - this.now(real);
    if (ahead <= 0) return 0;
    return this.now(real) >= real ? ahead : ahead / this.speed;
  }
}
