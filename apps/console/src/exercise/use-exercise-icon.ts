import { useEffect } from 'react';

/** Stripes in the drill's hue, as the frame has them. */
const STRIPES =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' fill='%23ffffff'/%3E" +
  "%3Cpath d='M-4 12L12-4M-4 28L28-4M12 28L28 12' stroke='%236b32c9' stroke-width='6'/%3E%3C/svg%3E";

/** While a drill's page is open its tab has an icon of its own. */
export function useExerciseIcon(): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon === null) return;
    const before = icon.href;
    icon.href = `data:image/svg+xml,${STRIPES}`;
    return () => {
      icon.href = before;
    };
  }, []);
}
