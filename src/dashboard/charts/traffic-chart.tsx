import { scaleBand, scaleLinear } from 'd3-scale';
import type { Traffic } from '../../client/api.js';
import { counted } from '../parts/numbers.js';

const width = 600;
const height = 96;

/** Requests over time as bars: what was accepted below, what was refused on top of it. */
export function TrafficChart({ traffic }: { traffic: Traffic }) {
  const { points, accepted, refused, step_ms } = traffic;
  const max = Math.max(4, ...points.map((point) => point.accepted + point.refused));
  const x = scaleBand<number>(points.keys(), [0, width]).paddingInner(0.2);
  const y = scaleLinear([0, max], [height, 0]).nice();
  const top = y.domain()[1] ?? max;
  const minutes = Math.round((points.length * step_ms) / 60_000);
  return (
    <figure class="traffic">
      <ul class="legend">
        <li class="good">{counted(accepted, 'accepted', 'accepted')}</li>
        <li class="bad">{counted(refused, 'refused', 'refused')}</li>
        <li>
          {accepted + refused === 0
            ? 'Nothing has come.'
            : `The top line is ${counted(top, 'request')} in ${step_ms / 1_000} s.`}
        </li>
      </ul>
      <svg
        class="chart stretched"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`In the last ${minutes} minutes, ${counted(accepted, 'request')} accepted and ${refused} refused`}
      >
        {[0, top / 2, top].map((value) => (
          <line class="grid" x1={0} x2={width} y1={y(value)} y2={y(value)} />
        ))}
        {points.map((point, index) => (
          <Bar point={point} left={x(index) ?? 0} width={x.bandwidth()} y={y} />
        ))}
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{minutes} min ago</span>
        <span>now</span>
      </p>
    </figure>
  );
}

function Bar({
  point,
  left,
  width,
  y,
}: {
  point: Traffic['points'][number];
  left: number;
  width: number;
  y: (value: number) => number;
}) {
  const { accepted, refused } = point;
  if (accepted + refused === 0) return null;
  return (
    <g>
      <title>{`${point.at.slice(11, 19)} UTC: ${accepted} accepted, ${refused} refused`}</title>
      <rect class="good" x={left} width={width} y={y(accepted)} height={y(0) - y(accepted)} />
      <rect class="bad" x={left} width={width} y={y(accepted + refused)} height={y(0) - y(refused)} />
    </g>
  );
}
