/** Of the pages that are written to files. Colours as on the dashboard; text on every ground at 4.5:1 or more. */
export const styleSheet = `
:root {
  --ground: #f6f7f9; --card: #fff; --line: #dfe3e8; --text: #1c2430; --quiet: #566172;
  --good: #17683c; --good-ground: #e2f4e9; --bad: #a8201a; --bad-ground: #fce6e4;
  --warning: #7a4b00; --warning-ground: #fdf0d5; --code: #eef1f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --card: #1a2028; --line: #2d3642; --text: #e6eaf0; --quiet: #a3afbf;
    --good: #6fd198; --good-ground: #16331f; --bad: #ff9a92; --bad-ground: #43201e;
    --warning: #f2c063; --warning-ground: #3a2d10; --code: #232b35;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 880px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 40px 0 12px; }
h3 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
p { margin: 8px 0; max-width: 70ch; overflow-wrap: anywhere; }
.sentence { font-size: 16px; }
.facts { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 24px 0 0; }
.facts div { display: flex; flex-direction: column-reverse; min-width: 56px; }
.facts dd { margin: 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts dt { color: var(--quiet); font-size: 12px; }
.facts .good dd { color: var(--good); } .facts .bad dd { color: var(--bad); }
.facts .warning dd { color: var(--warning); }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin: 0 0 12px; }
.badge { border-radius: 4px; padding: 2px 8px; font-size: 12px; font-weight: 600; margin-right: 4px; white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-ground); }
.badge.bad { color: var(--bad); background: var(--bad-ground); }
.badge.warning { color: var(--warning); background: var(--warning-ground); }
.badge.plain { color: var(--quiet); border: 1px solid var(--line); }
.quiet { color: var(--quiet); font-size: 13px; }
ul { padding-left: 20px; } ul.plain, ul.breaches { list-style: none; padding: 0; }
ul.plain li { padding: 2px 0; } ul.breaches { margin: 12px 0 0; } ul.breaches > li { border-top: 1px solid var(--line); padding: 4px 0; }
.sign { display: inline-block; width: 18px; } .sign.good { color: var(--good); }
code, pre { font: 12.5px/1.5 ui-monospace, monospace; }
code { overflow-wrap: anywhere; color: var(--quiet); }
pre { margin: 8px 0 0; padding: 8px 12px; background: var(--code); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { white-space: nowrap; overflow-wrap: normal; text-align: left; color: var(--quiet); font-weight: 600; font-size: 12px; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; } td { overflow-wrap: anywhere; }
.number { text-align: right; padding-right: 0; }
@media print { article { break-inside: avoid; } }
`;
