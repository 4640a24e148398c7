/** Page, headline, sections and lists. */
export const baseStyle = `
* { box-sizing: border-box; margin: 0; padding: 0; }
html { font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { background: var(--page); color: var(--text); overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
code { font: 0.9333em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
a { color: var(--link); text-underline-offset: 0.25em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.doubtful { color: var(--doubtful); }
.muted, .tells, .explain, .eyebrow, .when, footer { color: var(--muted); }
.hidden, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; z-index: 2; padding: 0.5rem 1rem; background: var(--page); }
.frame { max-width: 96rem; margin: 0 auto; padding: 1.75rem 1rem 3rem; }
.narrow { display: none; }

h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
h3 { font-size: 0.9375rem; line-height: 1.4; font-weight: 650; }
.eyebrow { font-size: 0.8667rem; }
.verdict { margin-top: 1rem; font-size: 1.25rem; line-height: 1.4; }
.verdict .mark { margin-right: 0.35em; }
.mark { font-weight: 650; white-space: nowrap; }
.mark.muted { font-weight: 400; }
.mark .sign { display: inline-block; width: 1em; }
.missed { margin-top: 0.35rem; padding-left: 1.25rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin-top: 1.25rem; }
.figures dt { color: var(--muted); font-size: 0.8667rem; }
.figures dd { font-size: 1.5rem; line-height: 1.25; font-weight: 600; }
.when { margin-top: 0.75rem; }

nav { margin-top: 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; font-size: 0.8667rem; }
nav a { display: inline-block; padding: 0.15rem 0; }
section { margin-top: 2.5rem; padding-top: 1rem; border-top: 2px solid var(--text); }
section h3 { margin-top: 1.5rem; }
.explain { margin-top: 0.35rem; max-width: 48rem; font-size: 0.8667rem; }
footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); font-size: 0.8667rem; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.8667rem; padding: 0.2rem 0; }
summary .mark { color: inherit; }

.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 0 2.5rem; }
.counts dl div { display: flex; justify-content: space-between; gap: 1rem; padding: 0.2rem 0; border-bottom: 1px solid var(--rule); }
.counts dt { color: var(--muted); }
.counts dd { white-space: nowrap; }
.notes { padding-left: 1.25rem; max-width: 48rem; }

@media screen and (min-width: 72rem) {
  .frame {
    display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 3.5rem; padding-inline: 2rem;
    grid-template-areas: "nav header" "nav main" "nav footer";
  }
  header { grid-area: header; }
  main { grid-area: main; }
  footer { grid-area: footer; }
  nav { grid-area: nav; margin-top: 0.35rem; }
  nav ul { position: sticky; top: 1.5rem; flex-direction: column; gap: 0.35rem; }
}
@media print {
  html { font-size: 9.5pt; }
  .frame { padding: 0; }
  nav, .skip { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr, .stacks { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
