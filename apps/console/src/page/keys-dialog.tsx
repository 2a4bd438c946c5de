import { useEffect, useRef } from 'react';
import { useSetting } from './preferences';

/** Every key, and the switch that turns single letters off (WCAG 2.2, 2.1.4). */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { words, singleKeys, choose } = useSetting();
  const text = words.keys;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const keys: [key: string, does: string][] = [
    ['j', text.next],
    ['k', text.previous],
    ['Enter', text.open],
    ['a', text.acknowledge],
    ['n', text.note],
    ['e', text.escalate],
    ['s', words.shelf.shelveKey],
    ['m', words.sound.mute],
    ['f', text.filter],
    ['?', text.help],
    ['Esc', text.leave],
  ];
  return (
    <dialog ref={dialog} className="keys" aria-labelledby="keys-heading" onClose={onClose}>
      <h2 id="keys-heading">{text.heading}</h2>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => choose({ singleKeys: event.target.checked })}
        />
        {text.single}
      </label>
      <p>{text.singleNote}</p>
      <button type="button" className="button" onClick={() => dialog.current?.close()}>
        {text.close}
      </button>
    </dialog>
  );
}
