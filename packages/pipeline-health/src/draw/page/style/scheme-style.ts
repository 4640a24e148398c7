import { darkPalette, lightPalette, type Palette } from '../palette.ts';

/** Colours by name, in each scheme: light on paper, and the system's own where the reader has forced them. */
export const schemeStyle: string = `
:root { color-scheme: light dark; ${variables(lightPalette)} }
@media screen and (prefers-color-scheme: dark) {
  :root { ${variables(darkPalette)} }
}
@media (forced-colors: active) {
  :root {
    --page: Canvas; --text: CanvasText; --muted: CanvasText; --link: LinkText; --rule: GrayText; --track: Canvas;
    --good: CanvasText; --bad: CanvasText; --doubtful: CanvasText; --bar: CanvasText; --over: Highlight;
    --step-1: CanvasText; --step-2: Canvas; --step-3: CanvasText; --step-4: Canvas;
  }
  .stack-bar, .swatch, .plot svg, .track { forced-color-adjust: none; }
  .stack-bar i, .swatch { border: 1px solid CanvasText; }
}
`;

function variables({ steps, ...colours }: Palette): string {
  const named = Object.entries(colours).map(([name, colour]) => `--${name}: ${colour};`);
  return [...named, ...steps.map((colour, i) => `--step-${i + 1}: ${colour};`)].join(' ');
}
