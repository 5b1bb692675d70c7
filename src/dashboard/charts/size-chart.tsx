import { scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { AnswerOf } from '../../client/call.js';
import { counted, countText } from '../parts/numbers.js';

type Sizes = Pick<AnswerOf<'listCohortSizes'>, 'points' | 'failures' | 'size'>;

interface Step {
  at: number;
  size: number;
}

/** What is drawn is this wide, and stretched to the width that there is; what is written is not. */
const drawnWidth = 1_000;
const height = 150;
/** Of the width, in percent: labels that are nearer to each other would overlap. */
const labelWidth = 12;

/** How many were in a cohort over time; requests that failed are dots on the line of zero. */
export function SizeChart({ sizes, now }: { sizes: Sizes; now: string }) {
  const steps = stepsOf(sizes, Date.parse(now));
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  const sizeMax = Math.max(1, ...steps.map(({ size }) => size));
  const y = scaleLinear([0, sizeMax], [height, 0]).nice(2);
  const ticks = y.ticks(2).filter(Number.isInteger);
  const begin = Math.min(first.at, ...sizes.failures.map(({ at }) => Date.parse(at)));
  const time = scaleUtc([begin, last.at], [0, 100]);
  const x = (its: number) => (time(its) * drawnWidth) / 100;
  const drawLine = line<Step>(
    ({ at }) => x(at),
    ({ size }) => y(size),
  ).curve(curveStepAfter);
  const drawArea = area<Step>(
    ({ at }) => x(at),
    height,
    ({ size }) => y(size),
  ).curve(curveStepAfter);
  return (
    <svg class="chart sized" height={height + 44} role="img" aria-label={inWords(sizes)}>
      {ticks.map((tick) => (
        <>
          <line class="grid" x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
          <text x="-8" y={y(tick) + 4} text-anchor="end">
            {shortCount(tick)}
          </text>
        </>
      ))}
      <svg
        aria-hidden="true"
        width="100%"
        height={height}
        viewBox={`0 0 ${drawnWidth} ${height}`}
        preserveAspectRatio="none"
      >
        <path class="area" d={drawArea(steps) ?? ''} />
        <path class="line" d={drawLine(steps) ?? ''} vector-effect="non-scaling-stroke" />
      </svg>
      <Times begin={begin} end={last.at} />
      <Failures failures={sizes.failures} place={(at) => time(at)} />
    </svg>
  );
}

/** From what was there before the first request until now. A clock that was set back does not turn the line round. */
function stepsOf({ points, size }: Sizes, now: number): Step[] {
  const [first] = points;
  if (first === undefined) return [];
  const steps: Step[] = [{ at: Date.parse(first.at), size: first.size - first.added + first.removed }];
  let latest = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    latest = Math.max(latest, Date.parse(point.at));
    steps.push({ at: latest, size: point.size });
  }
  // Where all came at one moment, there is still a line to see.
  steps.push({ at: Math.max(now, latest + 1_000), size });
  return steps;
}

function Times({ begin, end }: { begin: number; end: number }) {
  const text = timeText(end - begin);
  const places = [
    [begin, '0', 'start'],
    [(begin + end) / 2, '50%', 'middle'],
    [end, '100%', 'end'],
  ] as const;
  return (
    <>
      {places.map(([at, x, anchor]) => (
        <text x={x} y={height + 28} text-anchor={anchor}>
          {text(at)}
        </text>
      ))}
    </>
  );
}

function Failures({ failures, place }: { failures: Sizes['failures']; place: (at: number) => number }) {
  let labelled = Number.NEGATIVE_INFINITY;
  return (
    <>
      {failures.map(({ at, status }) => {
        const x = place(Date.parse(at));
        const what = status === null ? 'no answer' : String(status);
        const isLabelled = x - labelled >= labelWidth;
        if (isLabelled) labelled = x;
        return (
          <>
            <circle class="bad" cx={percent(x)} cy={height} r="4">
              <title>{`${at.slice(11, 19)} ${what}`}</title>
            </circle>
            {isLabelled && (
              <text class="bad" x={percent(x)} y={height - 10} text-anchor="middle">
                {what}
              </text>
            )}
          </>
        );
      })}
    </>
  );
}

function percent(x: number): string {
  return `${x.toFixed(2)}%`;
}

/** As much of a time as tells the ends of a span apart. */
function timeText(span: number): (at: number) => string {
  const [from, to] = span > 172_800_000 ? [0, 10] : span > 600_000 ? [11, 16] : [11, 19];
  return (at) => new Date(at).toISOString().slice(from, to);
}

/** `8.4k`: there is little room. */
function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  const [unit, sign] = count < 1_000_000 ? [1_000, 'k'] : [1_000_000, 'm'];
  return `${Number((count / unit).toFixed(1))}${sign}`;
}

function inWords({ points, failures, size }: Sizes): string {
  const [first] = points;
  const before = first === undefined ? size : first.size - first.added + first.removed;
  const failed = failures.length === 0 ? '' : `; ${counted(failures.length, 'request')} failed`;
  return `Members over time: ${countText(before)} at first, ${countText(size)} now${failed}`;
}
