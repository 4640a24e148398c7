/** One colour scheme, each colour in six hex digits. */
export interface Palette {
  readonly page: string;
  readonly text: string;
  /** Text that explains. */
  readonly muted: string;
  readonly link: string;
  readonly good: string;
  readonly bad: string;
  readonly doubtful: string;
  /** Lines between rows. */
  readonly rule: string;
  /** What a bar moves in; never behind text. */
  readonly track: string;
  readonly bar: string;
  /** Bars beyond a target. */
  readonly over: string;
  /** The four steps of a record's way, in their order. */
  readonly steps: readonly [string, string, string, string];
}

/** Colours that text is written in; each is readable on the page: 4.5 to 1 at least, which is WCAG 2.2's level AA. */
export const textColours = ['text', 'muted', 'link', 'good', 'bad', 'doubtful'] as const;

export const lightPalette: Palette = {
  page: '#ffffff',
  text: '#1c2126',
  muted: '#56606b',
  link: '#1a5a9c',
  good: '#17692f',
  bad: '#b3231c',
  doubtful: '#855600',
  rule: '#dde2e7',
  track: '#f0f2f5',
  bar: '#4a7fb3',
  over: '#c2564b',
  steps: ['#755822', '#4a83ba', '#173f5e', '#3f8f7b'],
};

export const darkPalette: Palette = {
  page: '#14171a',
  text: '#e4e7ea',
  muted: '#a0a9b3',
  link: '#8bbcf0',
  good: '#74c78d',
  bad: '#ff948a',
  doubtful: '#e2b55b',
  rule: '#2e343a',
  track: '#1f2429',
  bar: '#6a9fd0',
  over: '#e07a6e',
  steps: ['#dabd84', '#5288bf', '#b7d3ee', '#4c9c87'],
};
