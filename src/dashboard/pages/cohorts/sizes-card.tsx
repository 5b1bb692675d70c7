import type { AnswerOf } from '../../../client/call.js';
import { SizeChart } from '../../charts/size-chart.js';
import { Card } from '../../parts/card.js';
import { counted } from '../../parts/numbers.js';

/** How many members there were over time. */
export function SizesCard({ sizes, now }: { sizes: AnswerOf<'listCohortSizes'>; now: string }) {
  const failed = sizes.failures.length;
  return (
    <Card title="Members over time" id="sizes" note="by the requests of the journal, in UTC">
      {sizes.points.length === 0 ? (
        <p class="quiet">
          No request has changed the members yet{failed > 0 && `; ${counted(failed, 'request')} failed`}.
        </p>
      ) : (
        <SizeChart sizes={sizes} now={now} />
      )}
    </Card>
  );
}
