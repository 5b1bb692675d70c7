import type { Sync } from '../../client/api.js';
import { countText } from './numbers.js';
import { Badge } from './text.js';

type Counts = Pick<Sync, 'added' | 'removed' | 'unknown' | 'skipped' | 'refused' | 'held_back' | 'named'> &
  Partial<Pick<Sync, 'already_member' | 'not_member'>>;

/** Who came and who left. */
export function Change({ of }: { of: Counts }) {
  const { added, removed, refused, named } = of;
  const isQuiet = added + removed + refused === 0;
  return (
    <span class="badges">
      {added > 0 && <Badge tone="good">{`+${countText(added)}`}</Badge>}
      {removed > 0 && <Badge tone="left">{`−${countText(removed)}`}</Badge>}
      {refused > 0 && <Badge tone="bad">{`${countText(refused)} refused`}</Badge>}
      {isQuiet && <span class="quiet">{named > 0 ? 'named' : 'nobody came or left'}</span>}
    </span>
  );
}

/** What was sent in vain. */
export function NoEffect({ of }: { of: Counts }) {
  const { unknown, skipped, held_back, already_member = 0, not_member = 0 } = of;
  const same = already_member + not_member;
  return (
    <span class="badges">
      {unknown > 0 && <Badge tone="idle">{`${countText(unknown)} unknown`}</Badge>}
      {skipped > 0 && (
        <Badge tone="idle">{`${countText(skipped)} ${skipped === 1 ? 'device' : 'devices'} skipped`}</Badge>
      )}
      {held_back > 0 && <Badge tone="idle">{`${countText(held_back)} held back`}</Badge>}
      {unknown + skipped + held_back === 0 && same > 0 && (
        <span class="quiet">{`${countText(same)} as before`}</span>
      )}
    </span>
  );
}
