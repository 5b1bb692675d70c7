import type { Sync } from '../../client/api.js';
import type { Tone } from '../page.js';
import { counted, countText } from './numbers.js';
import { Badges } from './text.js';

type Counts = Pick<Sync, 'added' | 'removed' | 'unknown' | 'skipped' | 'refused' | 'held_back' | 'named'> &
  Partial<Pick<Sync, 'already_member' | 'not_member'>>;

/** Who came and who left. */
export function Change({ of: { added, removed, refused, named } }: { of: Counts }) {
  return (
    <span class="change">
      <Badges
        badges={those([
          [added, `+${countText(added)}`, 'good'],
          [removed, `−${countText(removed)}`, 'left'],
          [refused, `${countText(refused)} refused`, 'bad'],
        ])}
        none={named > 0 ? 'named' : 'nobody came or left'}
      />
    </span>
  );
}

/** What was sent in vain. */
export function NoEffect({ of }: { of: Counts }) {
  const { unknown, skipped, held_back, already_member = 0, not_member = 0 } = of;
  const same = already_member + not_member;
  return (
    <Badges
      badges={those([
        [unknown, `${countText(unknown)} unknown`, 'idle'],
        [skipped, `${counted(skipped, 'device')} skipped`, 'idle'],
        [held_back, `${countText(held_back)} held back`, 'idle'],
      ])}
      none={same > 0 ? `${countText(same)} as before` : undefined}
    />
  );
}

/** Those of which there are any. */
function those(badges: readonly (readonly [count: number, text: string, tone: Tone])[]) {
  return badges.flatMap(([count, text, tone]) => (count > 0 ? [[text, tone] as const] : []));
}
