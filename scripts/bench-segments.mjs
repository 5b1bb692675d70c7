// Measures how long it takes to find how many are in a segment, in a database file with profiles without attributes and as
// many with. Run with `npm run bench:segments`, after which arguments go:
// `npm run bench:segments -- --profiles 1000000 --rounds 3`.
//
//   --profiles N       profiles of each kind (default 100000)
//   --rounds N         measured rounds, after one that is thrown away (default 7)
//   --against FOLDER   the dist folder of another build, measured in the same rounds
//   --json             one JSON object instead of a table
//
// Compare within one run only: other machines, and this one on another day, give other numbers.
import { parseArgs } from 'node:util';
import { buildsOf } from './bench/builds.mjs';
import { slowestOf, tableOf } from './bench/report.mjs';
import { measure } from './bench/rounds.mjs';
import { segmentCases } from './bench/segment-cases.mjs';
import { withFolder } from './bench/temporary.mjs';

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '7' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const profiles = Number(options.profiles);
const rounds = Number(options.rounds);

await withFolder(async (folder, atEnd) => {
  const builds = buildsOf(options.against);
  const tell = options.json ? () => {} : console.log;
  tell(`Loads twice ${profiles.toLocaleString('en')} profiles; then measures ${rounds} rounds`);
  const cases = await segmentCases({ builds, folder, profiles, atEnd });
  const results = await measure(cases, rounds);
  tell(tableOf('Milliseconds', results));
  tell(slowestOf(results));
  if (options.json) console.log(JSON.stringify({ profiles, rounds, results }, null, 2));
});
