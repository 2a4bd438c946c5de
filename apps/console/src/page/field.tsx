import type { ReactNode } from 'react';

export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

/** A text that has to be given: blanks alone are none. */
export function TextField({ name, label, required = true }: { name: string; label: string; required?: boolean }) {
  return (
    <Labelled label={label}>
      <textarea name={name} rows={2} required={required} maxLength={1000} />
    </Labelled>
  );
}
