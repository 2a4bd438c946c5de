import { EXERCISE_MARK } from '../timeline/timeline';

const WORD = 'EXERCISE';

/** The word in the corners, on a striped ground: told by pattern and words, not by its hue. */
export function Band({ edge, text }: { edge: 'top' | 'bottom'; text: string }) {
  return (
    <p className="exercise-band" data-edge={edge}>
      <Corner />
      <span className="exercise-word">{text}</span>
      <Corner />
    </p>
  );
}

function Corner() {
  return (
    <span className="exercise-word corner" aria-hidden="true">
      {EXERCISE_MARK} {WORD}
    </span>
  );
}
