import type { AlarmRefusal, DeskRefusal } from '@cofferdam/domain';

/** Why an act is refused, as problems name it. */
export type Refusal =
  | AlarmRefusal
  | DeskRefusal
  | `channel-${'in-use' | 'kind' | 'off' | 'settings'}`
  | 'wrong-state'
  | 'too-late'
  | 'name-taken'
  | 'forbidden'
  | 'cap-rules'
  | 'not-a-participant'
  | 'not-a-controller'
  | 'not-confirmed'
  | 'live-alarm'
  | 'out-of-scope'
  | 'drill-not-running'
  | WebhookRefusal;

/** Why a webhook is not set up or not sent to. */
type WebhookRefusal =
  'no-url' | 'not-https' | 'credentials' | 'private-address' | 'unresolvable' | 'too-many' | 'switched-off';

/** The words of sound, shelf, approvals, desks and users. Part of `Words`. */
export interface PeopleWords {
  rooms: {
    live: string;
    incidents: string;
    shelf: string;
    approvals: string;
    drills: string;
    desks: string;
    channels: string;
    kpis: string;
    webhooks: string;
    users: string;
  };
  waitingThere(n: string): string;
  act: {
    cancel: string;
    send: string;
    sending: string;
    close: string;
    failed(why: string): string;
    unreachable: string;
    stale: string;
    refused: Readonly<Record<Refusal, string>>;
    waits(roles: string, until: string): string;
    reason: string;
    or: string;
    minutes(n: string): string;
    days(n: string): string;
    over: string;
    loading: string;
    unread: string;
    retry: string;
    until(at: string): string;
  };
  sound: {
    heading: string;
    on: string;
    off: string;
    muted(left: string): string;
    absent: string;
    blocked: string;
    switchOn: string;
    sounding: { yellow: string; orange: string; red: string; presence: string };
    silent: string;
    more(n: string): string;
    spoken: (place: string, factor: string) => string;
    mute: string;
    muteNote: string;
    unmute: string;
    test: string;
    testNote: string;
    testSpoken: string;
  };
  shelf: {
    heading: string;
    hint: string;
    none: string;
    shelved: string;
    suppressed: string;
    outOfService: string;
    counts(shelved: string, suppressed: string, out: string): string;
    by(who: string): string;
    approvedBy(who: string): string;
    oneShot: string;
    rule(id: string): string;
    workOrder(id: string): string;
    deputy(text: string): string;
    beneath: string;
    process: { active: string; normal: string };
    acknowledged: string;
    unacknowledged: string;
    latched: string;
    chattering: string;
    quality: { good: string; bad: string; stale: string };
    shelve: string;
    shelveKey: string;
    unshelve: string;
    takeOut: string;
    putBack: string;
    resetLatch: string;
  };
  shelving: {
    minutes: string;
    most(n: string): string;
    oneShot: string;
    reasonNote: string;
    secondPerson: string;
    forbidden: { red: string; toxic: string; park: string; role: string };
    workOrder: string;
    deputy: string;
    days: string;
    takeOutNote: string;
    check: string;
    checkNote: string;
    unshelveNote: string;
    putBackNote: string;
    done: { shelve: string; unshelve: string; takeOut: string; putBack: string; resetLatch: string };
  };
  approvals: {
    heading: string;
    waiting(n: string): string;
    toReview(n: string): string;
    none: string;
    noneHint: string;
    glass: string;
    glassNote(who: string, at: string): string;
    acts: {
      shelve: string;
      'out-of-service': string;
      'mark-false': string;
      'start-measure': string;
      'public-warning': string;
      'withdraw-warning': string;
    };
    asked(who: string, at: string): string;
    own: string;
    notYours(roles: string): string;
    confirm: string;
    refuse: string;
    withdraw: string;
    why: string;
    review: string;
    reviewNote: string;
    reviewBy(at: string): string;
    incident: string;
    confirmed: string;
    refusedDone: string;
    reviewed: string;
    closed: string;
    ownGlass: string;
    oneShot: string;
    timed: string;
    parameter: Readonly<
      Record<'workOrder' | 'deputy' | 'note' | 'evidence' | 'inflow' | 'level' | 'breakGlass', string>
    >;
    yes: string;
    no: string;
  };
  desks: {
    heading: string;
    count(n: string): string;
    none: string;
    phones: string;
    phonesNote: string;
    line: string;
    nobody: string;
    onDuty: string;
    until(at: string): string;
    untilAccepted: string;
    allHours: string;
    substitute(who: string): string;
    holder(who: string, at: string): string;
    details: string;
    members: string;
    noMembers: string;
    shifts: string;
    noShifts: string;
    days: readonly string[];
    everyDay: string;
    nextDay: string;
    edited: string;
    offer: string;
    offerTo: string;
    noOneElse: string;
    note: string;
    digest(incidents: string, shelved: string): string;
    nextDue(at: string): string;
    noneDue: string;
    offered(from: string, to: string, at: string): string;
    missed: string;
    toAccept: string;
    staysYours: string;
    accept: string;
    force: string;
    forceNote: string;
    there: string;
    thereQuestion(desk: string): string;
    thereNote(who: string): string;
    thereYes: string;
    thereLeft: string;
    asked: string;
    seen(at: string): string;
  };
  deskEdit: {
    edit: string;
    heading(desk: string): string;
    phone: string;
    user: string;
    addMember: string;
    addShift: string;
    remove(what: string): string;
    shiftId: string;
    nameZh: string;
    nameEn: string;
    from: string;
    to: string;
    members: string;
    save: string;
    member(n: string): string;
    shift(n: string): string;
    substitute: string;
    onDays: string;
  };
  users: {
    heading: string;
    count(n: string): string;
    create: string;
    username: string;
    password: string;
    passwordNote: string;
    newPassword: string;
    newPasswordNote: string;
    role: string;
    parks: string;
    allParks: string;
    name: string;
    phone: string;
    disabled: string;
    active: string;
    disable: string;
    change: string;
    changing(who: string): string;
    you: string;
    notAllowed: string;
  };
}
