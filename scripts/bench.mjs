// Measures how many identifiers a second become cohort memberships, and how many small requests a second are answered. Run
// with `npm run bench`, after which arguments go: `npm run bench -- --profiles 1000000 --rounds 9`.
//
//   --profiles N       profiles in the database file (default 200000)
//   --rounds N         measured rounds, after one that is thrown away (default 9)
//   --requests N       requests of 1,000 identifiers in a round (default 100)
//   --against FOLDER   the dist folder of another build, measured in the same rounds
//   --processor        times builds by the processor time of the server; a second is then one of the processor (Linux)
//   --designs          also measures, without the emulator, the designs that its cohorts were chosen from
//   --json             one JSON object instead of tables
//
// Compare within one run only: other machines, and this one on another day, give other numbers.
import { parseArgs } from 'node:util';
import { buildsOf } from './bench/builds.mjs';
import { designCases } from './bench/designs.mjs';
import { identifiersPerRequest, largeCases, smallCases } from './bench/hot-paths.mjs';
import { slowestOf, tableOf } from './bench/report.mjs';
import { measure } from './bench/rounds.mjs';
import { withFolder } from './bench/temporary.mjs';

/** Three times what Braze documents as the most: 250,000 requests an hour of 1,000 identifiers. */
const target = Math.round((3 * 250_000 * identifiersPerRequest) / 3_600);

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '9' },
    requests: { type: 'string', default: '100' },
    against: { type: 'string' },
    processor: { type: 'boolean', default: false },
    designs: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const profiles = Number(options.profiles);
const rounds = Number(options.rounds);
const requests = Number(options.requests);

await withFolder(async (folder, atEnd) => {
  const builds = buildsOf(options.against);
  const tell = options.json ? () => {} : console.log;
  tell(`Loads ${profiles.toLocaleString('en')} profiles; then measures ${rounds} rounds`);
  const isProcessorTimed = options.processor;
  const cases = [
    ...(await largeCases({ builds, folder, profiles, requests, isProcessorTimed, atEnd })),
    ...(await smallCases({ builds, profiles, requests, isProcessorTimed, atEnd })),
  ];
  const results = await measure(cases, rounds);
  tell(tableOf('A second', results));
  tell(slowestOf(results));
  tell(`Target for identifiers: ${target.toLocaleString('en')}, three times Braze's documented ceiling`);
  const report = { profiles, rounds, requestsPerRound: requests, target, results };
  if (options.designs) {
    report.designs = await measure(designCases({ profiles, requests, atEnd }), rounds);
    tell(tableOf('Designs without the emulator', report.designs));
  }
  if (options.json) console.log(JSON.stringify(report, null, 2));
});
