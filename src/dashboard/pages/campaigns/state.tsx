import { Badge } from '../../parts/text.js';
import type { Either } from './kinds.js';

/** Whether it goes out when it is triggered. */
export function State({ of: { archived, draft, enabled } }: { of: Either }) {
  if (archived) return <Badge tone="left">archived</Badge>;
  if (draft) return <Badge tone="left">draft</Badge>;
  return enabled ? <Badge tone="good">active</Badge> : <Badge tone="left">paused</Badge>;
}
