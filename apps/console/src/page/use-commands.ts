import type { AlarmView } from '@cofferdam/domain';
import { type RefObject, useRef } from 'react';
import { needsAcknowledgement } from '../alarms/severity';
import type { Acknowledging } from '../detail/use-acknowledge';
import type { Command } from '../keys/keys';
import { useKeys } from '../keys/use-keys';
import { useSetting } from './preferences';

interface Page {
  readonly rows: readonly AlarmView[];
  readonly selected: string | null;
  readonly alarm: AlarmView | null;
  readonly acknowledging: Acknowledging;
  readonly onSelect: (id: string | null) => void;
  readonly onHelp: (shown: boolean) => void;
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

function carryOut(command: Command, page: Page, { textField, noteField, heading }: Fields): void {
  const does: Readonly<Record<Command, () => void>> = {
    next: () => move(page, 1),
    previous: () => move(page, -1),
    open: () => focus(heading.current),
    acknowledge: () => acknowledge(page, noteField.current?.value ?? ''),
    note: () => focus(noteField.current),
    filter: () => focus(textField.current),
    help: () => page.onHelp(true),
    leave: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  };
  does[command]();
}

function move({ rows, selected, onSelect }: Page, by: 1 | -1): void {
  const at = rows.findIndex(({ id }) => id === selected);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next) onSelect(next.id);
}

function acknowledge({ alarm, acknowledging }: Page, note: string): void {
  if (alarm !== null && needsAcknowledgement(alarm)) void acknowledging.send(alarm, note);
}

function focus(element: HTMLElement | null): void {
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}
