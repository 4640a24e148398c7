/** Stacked bars and histograms. Text stands beside the drawing and never on a coloured ground. */
export const chartStyle = `
.step-1 { background: var(--step-1); }
.step-2 { background: var(--step-2); }
.step-3 { background: var(--step-3); }
.step-4 { background: var(--step-4); }
.stacks { margin-top: 1rem; }
.stack { margin-top: 0.5rem; }
.stack-name span { color: var(--muted); font-size: 0.8667rem; }
.stack-bar, .stack-numbers { position: relative; height: 1.5rem; }
.stack-bar { background: var(--track); }
.stack-bar i { position: absolute; top: 0; bottom: 0; min-width: 2px; border-left: 1px solid var(--page); }
.stack-numbers span { position: absolute; transform: translateX(-50%); font-size: 0.8rem; line-height: 1.5rem; }

.histograms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 3rem; }
.histogram:first-child { grid-column: 1 / -1; }
.histogram { display: grid; grid-row: span 4; grid-template: subgrid / minmax(0, 1fr); min-width: 0; }
.plot { --drawn: 10rem; --gutter: 2.75rem; margin-top: 0.75rem; font-size: 0.8rem; line-height: 1.3; }
.histogram:first-child .plot { --drawn: 13rem; }
.plot b { font-weight: 400; }
.y-title, .x-ticks, .axis-title { color: var(--muted); }
.area {
  position: relative; margin: 0 2px 0 var(--gutter); height: calc(var(--drawn) + var(--rows) * 1.3rem + 0.25rem);
  border-bottom: 1px solid var(--muted);
}
.area svg { position: absolute; left: 0; bottom: 0; width: 100%; height: var(--drawn); display: block; }
.area .bar { fill: var(--bar); }
.area .over { fill: var(--over); }
.y-tick { position: absolute; left: 0; right: 0; border-top: 1px solid var(--rule); }
.y-tick b { position: absolute; right: 100%; margin-right: 0.5rem; transform: translateY(-50%); white-space: nowrap; color: var(--muted); }
.marker {
  position: absolute; bottom: 0; top: calc(var(--row) * 1.3rem); width: 3px; margin-left: -1.5px;
  background: var(--text); border: solid var(--page); border-width: 0 1px; forced-color-adjust: none;
}
.marker.target { width: 4px; margin-left: -2px; background: var(--page); border-left: 2px dashed var(--text); }
.marker b { position: absolute; top: 0; left: 100%; color: var(--text); padding: 0 0.3rem; background: var(--page); white-space: nowrap; }
.marker.before b { left: auto; right: 100%; }
.marker.target b { font-weight: 650; }
.x-ticks { position: relative; height: 1.5rem; margin: 0 2px 0 var(--gutter); }
.x-ticks span { position: absolute; white-space: nowrap; top: 0.2rem; transform: translateX(-50%); }
.x-ticks span:last-child { transform: translateX(-100%); }
.axis-title { font-size: 0.8rem; margin-left: 2.75rem; }
`;
