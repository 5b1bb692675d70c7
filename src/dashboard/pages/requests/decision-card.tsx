import type { Child } from 'hono/jsx';
import type { JournalEntry } from '../../../client/api.js';
import { Card, Pairs } from '../../parts/card.js';
import { counted, countText } from '../../parts/numbers.js';
import { Badge, Code, Name } from '../../parts/text.js';
import { notesOf } from './words.js';

type Pair = [name: Child, value: Child];

/** What was looked at, in the order in which it is, and what came of it. */
export function DecisionCard({ entry, workspace }: { entry: JournalEntry; workspace?: string }) {
  return (
    <Card title="How it was decided" isFlush>
      <Pairs
        pairs={[...keyPairs(entry, workspace), ...limitPairs(entry), ...faultPairs(entry), bodyPair(entry)]}
      />
    </Card>
  );
}

/** Where the key stands that was refused, if one was. */
function refusedKey({ decision, response }: JournalEntry): string | undefined {
  if (decision.kind !== 'refused' || response?.status !== 401) return undefined;
  return decision.path ?? 'headers.authorization';
}

function keyPairs(entry: JournalEntry, workspace: string | undefined): Pair[] {
  const refused = refusedKey(entry);
  const home = workspace === undefined ? 'no workspace' : <Name max={28}>{workspace}</Name>;
  const good = (value: Child) => <Badge tone={workspace === undefined ? 'plain' : 'good'}>{value}</Badge>;
  const bad = <Badge tone="bad">refused</Badge>;
  if (entry.partner === null) return [['REST API key', refused === undefined ? good(home) : bad]];
  const isPartnerKeyBad = refused === 'partner_api_key';
  return [
    ['Partner key', isPartnerKeyBad ? bad : good(<Name max={28}>{entry.partner}</Name>)],
    ['Data import key', isPartnerKeyBad ? 'not looked at' : refused === 'client_secret' ? bad : good(home)],
  ];
}

function limitPairs({ response }: JournalEntry): Pair[] {
  const { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': left } = response?.headers ?? {};
  // Without a workspace nothing is counted, and the headers are empty.
  if (!limit || !left) return [];
  const text = `${countText(Number(left))} of ${countText(Number(limit))} left`;
  return [['Rate limit', Number(left) === 0 ? <Badge tone="bad">{text}</Badge> : text]];
}

function faultPairs({ fault }: JournalEntry): Pair[] {
  return fault === null ? [] : [['Fault', <Code max={120}>{JSON.stringify(fault.effect)}</Code>]];
}

function bodyPair(entry: JournalEntry): Pair {
  const { decision } = entry;
  if (decision.kind === 'refused') {
    if (refusedKey(entry) !== undefined || decision.rule === 'fault_injected')
      return ['Body', 'not looked at'];
    const at =
      decision.path === undefined ? decision.rule.replaceAll('_', ' ') : `refused at ${decision.path}`;
    return ['Body', <Badge tone="bad">{at}</Badge>];
  }
  const notes = notesOf(entry).length;
  return [
    'Body',
    notes === 0 ? <Badge tone="good">accepted</Badge> : <Badge tone="idle">{counted(notes, 'note')}</Badge>,
  ];
}
