/** Traces: a table with a lane for each span, below its text where the page is narrow. */
export const waterfallStyle = `
.waterfall { margin-top: 0.25rem; table-layout: fixed; font-size: 0.8667rem; }
.waterfall :is(th, td) { vertical-align: middle; }
.waterfall th:nth-child(1) { width: 12rem; }
.waterfall th:nth-child(2) { width: 8rem; }
.waterfall th:nth-child(3) { width: 5.75rem; }
.waterfall thead th:is(:nth-child(4), :nth-child(5)) { width: 4.75rem; text-align: right; }
@media (min-width: 72rem) {
  .waterfall { font-size: inherit; }
  .waterfall th:nth-child(1) { width: 17rem; }
  .waterfall th:nth-child(2) { width: 11rem; }
  .waterfall thead th:is(:nth-child(4), :nth-child(5)) { width: 5.75rem; }
}
.waterfall tbody th { padding-left: calc(var(--depth) * 1rem); }
.waterfall .service, .waterfall .kind { color: var(--muted); }
.waterfall .kind { white-space: nowrap; }
.waterfall .lane { padding-block: 0; height: 1px; }
.waterfall .bad { white-space: nowrap; }
.tag { color: var(--muted); font-size: 0.8rem; border: 1px solid var(--rule); border-radius: 2px; padding: 0 0.25rem; }
.scale { position: relative; display: block; height: 1.2rem; }
.scale span { position: absolute; transform: translateX(-50%); }
.scale span:first-child { transform: none; }
.scale span:last-child { transform: translateX(-100%); }
.track { position: relative; display: block; height: 100%; min-height: 1.6rem; }
.tick { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--rule); }
.span { position: absolute; top: calc(50% - 0.4rem); height: 0.8rem; min-width: 3px; max-width: 100%; background: var(--bar); }
.span.linked { background: var(--page); border: 2px solid var(--bar); }
.span.error { background: var(--over); border-color: var(--over); }
.span.linked.error { background: var(--page); }
@media screen and (max-width: 44rem) {
  .waterfall, .waterfall tbody { display: block; }
  .waterfall thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .waterfall tr { display: grid; grid-template-columns: repeat(2, auto) 1fr; gap: 0 0.75rem; padding: 0.45rem 0; border-bottom: 1px solid var(--rule); }
  .waterfall :is(th, td) { display: block; width: auto; padding: 0; border: 0; text-align: left; }
  .waterfall tbody th { grid-column: 1 / -1; font-size: 0.9375rem; }
  .waterfall .kind { grid-column: 2 / -1; }
  .waterfall .lane { grid-column: 1 / -1; height: auto; }
  .track { min-height: 1.2rem; background: var(--track); }
}
`;
