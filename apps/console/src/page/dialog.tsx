import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly heading: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `alertdialog` interrupts: it asks for an answer now. */
  readonly role?: 'alertdialog';
  /** Id of what an alertdialog is about. */
  readonly about?: string;
  readonly wide?: boolean;
}

/**
 * A modal dialog. The browser keeps the focus inside and gives it back to where it was; the first field, or what is
 * marked `data-first`, has it at the beginning.
 */
export function Dialog({ heading, onClose, children, role, about, wide }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first], input, select, textarea')?.focus();
    return () => element?.close();
  }, []);
  // one that was opened again before the browser told of its closing is still wanted
  const closed = (): void => void (dialog.current?.open === false && onClose());
  return (
    <dialog
      ref={dialog}
      role={role}
      className={wide ? 'ask wide' : 'ask'}
      aria-labelledby={id}
      aria-describedby={about}
      onClose={closed}
    >
      <h2 id={id}>{heading}</h2>
      {children}
    </dialog>
  );
}
