import { type RefObject, useRef } from 'react';
import type { Command } from '../keys/keys';
import { useKeys } from '../keys/use-keys';
import { useSetting } from './preferences';

interface Page {
  readonly lines: readonly { readonly id: string }[];
  readonly selected: string | null;
  /** null where there is nothing to acknowledge. */
  readonly acknowledge: ((note: string) => void) | null;
  readonly escalate: () => void;
  readonly onSelect: (id: string | null) => void;
  readonly onHelp: (shown: boolean) => void;
  /** In other rooms nobody sees what is chosen: no key acts on it there. */
  readonly listShown: boolean;
  /** Nor does one act on an incident that is not in view. */
  readonly incidentShown: boolean;
}

interface Fields {
  readonly textField: RefObject<HTMLInputElement | null>;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Ties the keys to the page and hands out the places that they move the focus to. */
export function useCommands(page: Page): Fields {
  const { singleKeys } = useSetting();
  const fields: Fields = {
    textField: useRef<HTMLInputElement>(null),
    noteField: useRef<HTMLTextAreaElement>(null),
    heading: useRef<HTMLHeadingElement>(null),
  };
  useKeys(singleKeys, (command) => carryOut(command, page, fields));
  return fields;
}

/** Keys that need no list. */
const EVERYWHERE: readonly Command[] = ['help', 'leave'];
/** Keys that act on what is chosen. */
const ON_CHOSEN: readonly Command[] = ['acknowledge', 'note', 'escalate', 'open'];

function carryOut(command: Command, page: Page, { textField, noteField, heading }: Fields): void {
  const shown = page.listShown || (page.incidentShown && ON_CHOSEN.includes(command));
  if (!shown && !EVERYWHERE.includes(command)) return;
  const does: Readonly<Partial<Record<Command, () => void>>> = {
    next: () => move(page, 1),
    previous: () => move(page, -1),
    open: () => focus(heading.current),
    acknowledge: () => page.acknowledge?.(noteField.current?.value ?? ''),
    note: () => focus(noteField.current),
    escalate: () => page.escalate(),
    filter: () => focus(textField.current),
    help: () => page.onHelp(true),
    leave: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  };
  does[command]?.();
}

function move({ lines: rows, selected, onSelect }: Page, by: 1 | -1): void {
  const at = rows.findIndex(({ id }) => id === selected);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next) onSelect(next.id);
}

function focus(element: HTMLElement | null): void {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}
