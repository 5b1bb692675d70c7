import type { Child } from 'hono/jsx';

interface CardProps {
  title: string;
  /** In the head, at the right: how much there is, a link. */
  note?: Child;
  /** Names it in an address, and to htmx. */
  id?: string;
  /** Whether what is in it reaches to its edges, as tables and lists of rows do. */
  isFlush?: boolean;
  children: Child;
}

/** A part of a page with a title. */
export function Card({ title, note, id, isFlush, children }: CardProps) {
  return (
    <section class="card" id={id}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <span class="note">{note}</span>}
      </header>
      <div class={isFlush ? 'flush' : 'body'}>{children}</div>
    </section>
  );
}

/** Names and values, one pair a row. */
export function Pairs({
  pairs,
  areHeaders,
}: {
  pairs: readonly (readonly [name: Child, value: Child])[];
  areHeaders?: boolean;
}) {
  return (
    <dl class={areHeaders ? 'pairs of-headers' : 'pairs'}>
      {pairs.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
