import { Inject, Injectable } from '@nestjs/common';
import { capSender, signCap, type SigningKey } from '@cofferdam/cap';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { type Class, CLASSES } from '@cofferdam/domain';
import { CapMessages, Records } from '@cofferdam/records';
import { keyOf } from './key-folder';

/** Signs messages, with another key for each class: what an exercise signs can never pass for real. */
@Injectable()
export class CapSigner {
  private keys: Promise<ReadonlyMap<Class, SigningKey>> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly messages: CapMessages,
  ) {}

  /** Finds or makes the keys and shows their certificates. @throws Error where they cannot be read, written or trusted */
  async prepare(): Promise<void> {
    this.keys ??= this.open();
    await this.keys.catch((error: unknown) => {
      this.keys = null; // to be tried again
      throw error;
    });
  }

  async sign(xml: string, kind: Class): Promise<string> {
    const key = (await this.keys)?.get(kind);
    if (key === undefined) throw new Error(`no key of class ${kind}`);
    return signCap(xml, key);
  }

  private async open(): Promise<ReadonlyMap<Class, SigningKey>> {
    const now = await this.records.now();
    const keys = new Map<Class, SigningKey>();
    for (const kind of CLASSES) keys.set(kind, await keyOf(this.settings.capKeyDir, kind, this.nameOf(kind), now));
    await this.records.transaction(async (tx) => {
      for (const [kind, { certificate }] of keys) await this.messages.showCertificate(tx, kind, certificate, now);
    });
    return keys;
  }

  private nameOf(kind: Class): string {
    return capSender({ class: kind, park: 'cap', domain: this.settings.capSenderDomain });
  }
}
