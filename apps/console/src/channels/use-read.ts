import { useEffect, useState } from 'react';

/** Reads something once, as a dialog opens; null until it is there, `failed` where it could not be read. */
export function useRead<T>(read: () => Promise<T>): { readonly value: T | null; readonly failed: boolean } {
  const [state, setState] = useState<{ value: T | null; failed: boolean }>({ value: null, failed: false });
  const [first] = useState(() => read);
  useEffect(() => {
    let over = false;
    first().then(
      (value) => !over && setState({ value, failed: false }),
      () => !over && setState({ value: null, failed: true }),
    );
    return () => {
      over = true;
    };
  }, [first]);
  return state;
}
