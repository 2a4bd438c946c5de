import type { Role } from '@cofferdam/domain';
import type { UserChange, UserView } from '../api/people';
import { isChecked, languageIn, textOf } from '../page/form';

/** The service's own least. */
export const PASSWORD_AT_LEAST = 8;

const parksIn = (form: FormData): string[] => form.getAll('parks').filter((park) => typeof park === 'string');
const orNull = (text: string): string | null => (text === '' ? null : text);

/** A new user from the form. */
export function wholeIn(form: FormData): UserChange & { readonly username: string } {
  return {
    username: textOf(form, 'username'),
    role: textOf(form, 'role') as Role,
    parks: parksIn(form),
    name: orNull(textOf(form, 'name')),
    phone: orNull(textOf(form, 'phone')),
    language: languageIn(form),
    password: passwordIn(form) ?? '',
  };
}

/** Only what is other than it was, so that two who edit different things do not undo each other. */
export function changeIn(form: FormData, before: UserView): UserChange {
  const { role, parks, name, phone, language } = wholeIn(form);
  const password = passwordIn(form);
  const disabled = isChecked(form, 'disabled');
  return {
    ...(role !== before.role && { role }),
    ...(!sameParks(parks ?? [], before.parks) && { parks }),
    ...(name !== before.name && { name }),
    ...(phone !== before.phone && { phone }),
    ...(language !== before.language && { language }),
    ...(disabled !== before.disabled && { disabled }),
    ...(password !== null && { password }),
  };
}

/** Blanks belong to a password. */
function passwordIn(form: FormData): string | null {
  const value = form.get('password');
  return typeof value === 'string' && value !== '' ? value : null;
}

const sameParks = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((park) => b.includes(park));
