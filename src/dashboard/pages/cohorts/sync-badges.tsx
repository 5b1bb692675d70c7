import type { Sync } from '../../../client/api.js';
import type { Tone } from '../../page.js';
import { counted, countText } from '../../parts/numbers.js';
import { Badges } from '../../parts/text.js';

/** Who came and who left. */
export function Change({ of: { added, removed, refused, named } }: { of: Sync }) {
  return (
    <Badges
      badges={those([
        [added, `+${countText(added)}`, 'good'],
        [removed, `−${countText(removed)}`, 'left'],
        [refused, `${countText(refused)} refused`, 'bad'],
      ])}
      none={named > 0 ? 'named' : 'nobody came or left'}
    />
  );
}

/** What was sent in vain. */
export function NoEffect({ of }: { of: Sync }) {
  const { unknown, skipped, held_back, already_member, not_member } = of;
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
