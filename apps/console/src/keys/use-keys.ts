import { useEffect, useRef } from 'react';
import { type Command, command, type KeyPress } from './keys';

/** Calls the command of a key press anywhere on the page. */
export function useKeys(singleKeys: boolean, onCommand: (command: Command) => void): void {
  const latest = useRef(onCommand);
  useEffect(() => {
    latest.current = onCommand;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || (event.repeat && event.key === 'a')) return;
      const modified = event.ctrlKey || event.altKey || event.metaKey;
      const found = command({ key: event.key, modified, where: whereIs(document.activeElement) }, singleKeys);
      if (found === null) return;
      if (found !== 'leave') event.preventDefault();
      latest.current(found);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [singleKeys]);
}

function whereIs(focused: Element | null): KeyPress['where'] {
  if (focused === null) return 'page';
  if (focused.closest('input:not([type=checkbox]), textarea, select, dialog') !== null) return 'field';
  return focused.closest('button, a') !== null ? 'control' : 'page';
}
