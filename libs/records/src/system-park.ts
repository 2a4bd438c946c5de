/**
 * The park of what is wrong with the service itself: its alarms and events are shown to everybody, whatever parks they
 * are scoped to. No park file may use the name.
 */
export const SYSTEM_PARK = 'system';
