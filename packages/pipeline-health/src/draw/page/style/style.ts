import { baseStyle } from './base-style.ts';
import { chartStyle } from './chart-style.ts';
import { schemeStyle } from './scheme-style.ts';
import { tableStyle } from './table-style.ts';
import { waterfallStyle } from './waterfall-style.ts';

/** The page's whole style sheet. It holds neither `<` nor `&`, so that it needs no escaping. */
export const style: string = [schemeStyle, baseStyle, tableStyle, chartStyle, waterfallStyle].join('');
