import type { ApprovalView } from '@cofferdam/domain';
import { waitingApprovals } from '../api/people';
import { type Followed, useFollowed } from '../feed/use-followed';
import type { LiveAlarms } from '../feed/use-live-alarms';

/** What waits for a second person or a review, followed by the feed. */
export function useApprovals(live: LiveAlarms): Followed<readonly ApprovalView[]> {
  return useFollowed(live, {
    read: () => waitingApprovals(live.timeline),
    concerns: ({ type }) => type.startsWith('approval.'),
  });
}
