import { openCap } from './document';
import { elementsIn, type XmlElement } from './dom';
import { type AlertText, CAP, ELEMENTS, isParent, type Parent, REPEATED } from './elements';
import type { CapMessage } from './message';
import { messageOf } from './meaning';

export type CapReading =
  { readonly ok: true; readonly message: CapMessage } | { readonly ok: false; readonly problems: readonly string[] };

function valueOf(element: XmlElement): unknown {
  const name = element.localName;
  return isParent(name) ? textsOf(name, element) : (element.textContent ?? '');
}

function textsOf(parent: Parent, element: XmlElement): Record<string, unknown> {
  const inside = elementsIn(element, CAP);
  const texts: Record<string, unknown> = {};
  for (const name of ELEMENTS[parent]) {
    const found = inside.filter((child) => child.localName === name).map(valueOf);
    if (found.length > 0) texts[name] = REPEATED.has(name) ? found : found[0];
  }
  return texts;
}

/** The texts of a message's elements, wherever they stand in theirs; only those directly inside count, so none of a signature. */
export const readText = (alert: XmlElement): AlertText => textsOf('alert', alert);

/** Reads a message, or says all that keeps it from being one. What this profile does not use (`derefUri`, `altitude`) is left. */
export function readCap(xml: string | Uint8Array): CapReading {
  const opened = openCap(xml);
  return opened.ok ? messageOf(readText(opened.alert)) : { ok: false, problems: [opened.reason] };
}
