import { dial } from './desks';

/** A number that a phone dials when it is touched. */
export function Phone({ number }: { number: string }) {
  return (
    <a className="phone" href={dial(number)}>
      {number}
    </a>
  );
}
