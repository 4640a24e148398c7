/**
 * Tables: metrics and steps become blocks where the page is narrow. A browser takes what is not laid out as a table for
 * none, so these tables, and those of traces, carry their roles.
 */
export const tableStyle = `
table { width: 100%; border-collapse: collapse; text-align: left; }
th, td { padding: 0.4rem 1rem 0.4rem 0; vertical-align: top; font-weight: 400; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.8rem; padding-block: 0.2rem; white-space: nowrap; }
tr:target { outline: 2px solid var(--link); outline-offset: 2px; }
.tells { display: block; font-size: 0.8667rem; line-height: 1.4; }
.value { text-align: right; white-space: nowrap; }
.metrics { table-layout: fixed; margin-top: 0.25rem; }
.mark-column { width: 6rem; }
.value-column { width: 10.75rem; }
.statistic-column { width: 5.5rem; }
.target-column { width: 9.5rem; }
@media (min-width: 72rem) {
  .value-column { width: 12rem; }
  .target-column { width: 11.5rem; }
}
.metrics thead th:nth-child(3) { text-align: right; padding-right: 6.25rem; }
.metrics .value b { font-weight: 650; }
.metrics .info .value b, .metrics .info .mark { font-weight: 400; }
.unit { display: inline-block; width: 4.9rem; text-align: left; color: var(--muted); }
.metrics .statistic, .metrics .info .target { color: var(--muted); }
h3 ~ h3 + .metrics thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.silent { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0.5rem 2rem; margin-top: 0.5rem; }
.silent dd { color: var(--muted); font-size: 0.8667rem; line-height: 1.4; }

.split { margin-top: 0.75rem; }
.split th:first-child { width: auto; }
.split thead th:not(:first-child) { width: 7rem; text-align: right; }
.split thead th:last-child { width: 6rem; }
.split tfoot :is(th, td) { font-weight: 600; border-bottom: 0; }
.split .tells { font-weight: 400; max-width: 40rem; }
.swatch { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.5em; }

.plain { width: auto; margin-top: 0.5rem; font-size: 0.8667rem; }
.plain :is(th, td) { padding-block: 0.15rem; text-align: right; }
.plain :is(tbody th, thead th:first-child:nth-last-child(2)) { text-align: left; }

@media screen and (max-width: 44rem) {
  .metrics thead, .split thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .metrics, .metrics tbody, .split, .split tbody, .split tfoot { display: block; }
  .metrics :is(th, td), .split :is(th, td) { display: block; padding: 0; border: 0; width: auto; }
  .metrics tr, .split tr { display: grid; gap: 0.1rem 0.75rem; padding: 0.55rem 0; border-bottom: 1px solid var(--rule); }
  .metrics tr { grid-template-columns: auto 1fr auto; grid-template-areas: "mark target value" "name name name"; }
  .metrics td:first-child { grid-area: mark; }
  .metrics th { grid-area: name; }
  .metrics .value { grid-area: value; }
  .metrics .statistic { grid-area: target; justify-self: end; }
  .unit { width: auto; }
  .metrics .target { grid-column: 1 / -1; color: var(--muted); font-size: 0.8667rem; }
  .metrics .target::before { content: "target "; }
  .split tr { grid-template-columns: repeat(3, 1fr); }
  .split th { grid-column: 1 / -1; }
  .split .value { text-align: left; }
  .narrow { display: inline; color: var(--muted); font-weight: 400; }
}
`;
