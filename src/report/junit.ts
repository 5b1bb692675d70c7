// The results of tests as JUnit's XML, which CI servers read.

/** Tests that belong together. */
export interface JUnitSuite {
  name: string;
  cases: readonly JUnitCase[];
}

export interface JUnitCase {
  name: string;
  /** Under which many readers sort it. */
  className: string;
  /** Of a test that failed: what is otherwise than expected, in lines. */
  failure?: string;
  /** Of a test that could not be judged: why. */
  skipped?: string;
  /** What there is to say of a test that passed. */
  output?: string;
}

/** A report with these suites, as the text of a file. */
export function junitText(name: string, suites: readonly JUnitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name, ...countsOf(cases) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteLines({ name, cases }: JUnitSuite): string[] {
  const skipped = cases.filter((its) => its.skipped !== undefined).length;
  const head = attributes({ name, ...countsOf(cases), skipped });
  return [`  <testsuite ${head}>`, ...cases.map(caseText), '  </testsuite>'];
}

function countsOf(cases: readonly JUnitCase[]) {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  return { tests: cases.length, failures, errors: 0 };
}

function caseText({ name, className, ...its }: JUnitCase): string {
  const head = `    <testcase ${attributes({ classname: className, name })}`;
  const told = toldOf(its);
  return told === undefined ? `${head}/>` : `${head}>\n      ${told}\n    </testcase>`;
}

function toldOf({ failure, skipped, output }: Omit<JUnitCase, 'name' | 'className'>): string | undefined {
  if (skipped !== undefined) return `<skipped ${attributes({ message: skipped })}/>`;
  if (failure === undefined) return output && `<system-out>${escaped(output)}</system-out>`;
  const [message = ''] = failure.split('\n', 1);
  return `<failure ${attributes({ message, type: 'expectation' })}>${escaped(failure)}</failure>`;
}

function attributes(its: Record<string, string | number>): string {
  return Object.entries(its)
    .map(([name, value]) => `${name}="${escaped(String(value)).replace(/[\t\n]/g, reference)}"`)
    .join(' ');
}

const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 cannot carry, not even as a reference, is written as in JSON: `\u0000`. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, asInJson)
    .replace(/[&<>"]/g, (character) => names[character] ?? character)
    .replace(/\r/g, reference);
}

function asInJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
