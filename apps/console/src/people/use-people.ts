import type { Severity, User } from '@cofferdam/domain';
import { countFor, waitingOf } from '../approvals/approvals';
import { useApprovals } from '../approvals/use-approvals';
import { askedAt } from '../desks/desks';
import { useDesks } from '../desks/use-desks';
import type { Command } from '../keys/keys';
import { useKeys } from '../keys/use-keys';
import { useSetting } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import type { Badges } from '../routing/rail';
import type { Room } from '../routing/route';
import { SHELVING_ROLES } from '../shelf/alarm-act';
import { countShelf } from '../shelf/shelf';
import { mayShelve, useAlarmActs } from '../shelf/use-alarm-acts';
import { useSound } from '../sound/use-sound';
import { isExercise } from '../timeline/timeline';

export type PeopleModel = ReturnType<typeof usePeople>;

/**
 * What the console knows of people in every room: approvals, desks, who is asked for, and what sounds. In a drill nobody
 * is asked whether they are there: desks are real. `interruptedBy` is the severity of the real alarm that has stopped it.
 */
export function usePeople(page: LiveModel, user: User, room: Room, interruptedBy: Severity | null = null) {
  const { live, directory, filter, now } = page;
  const { singleKeys } = useSetting();
  const approvals = useApprovals(live);
  const desks = useDesks(live);
  const acts = useAlarmActs();
  const onDuty = SHELVING_ROLES.includes(user.role);
  const drill = isExercise(live.timeline);
  const asked = onDuty && !drill ? askedAt(desks.value ?? [], user) : null;
  const sound = useSound({
    ...{ wanted: onDuty, open: live.state.open, presenceAsked: asked !== null, directory },
    ...({ voice: drill ? 'exercise' : 'live', interruptedBy, now: page.here } as const),
  });
  useKeys(singleKeys, (command) => {
    const does: Partial<Record<Command, () => void>> = {
      mute: sound.mute,
      shelve: () => room === 'live' && mayShelve(page.alarm, user.role) && acts.ask('shelve', page.alarm),
    };
    does[command]?.();
  });
  const badges: Badges = {
    shelf: countShelf(live.state.open, filter.park),
    approvals: countFor(waitingOf(approvals.value ?? [], filter.park, now), user),
    desks: (desks.value ?? []).filter(({ offer }) => offer?.to === user.username).length,
  };
  return { approvals, desks, acts, onDuty, asked, sound, badges };
}
