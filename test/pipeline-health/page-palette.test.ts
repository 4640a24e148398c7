import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { darkPalette, lightPalette, textColours } from '../../packages/pipeline-health/src/draw/page/palette.ts';
import { contrast, readHex } from '../support/contrast.ts';

const test = suite('pipeline-health / page-palette');

const palettes = { light: lightPalette, dark: darkPalette };

test('contrast is what WCAG says it is', () => {
  assert.is(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.is(contrast(readHex('#767676'), readHex('#ffffff')).toFixed(2), '4.54');
});

test('every text colour stands out from the page by 4.5 to 1', () => {
  for (const [scheme, palette] of Object.entries(palettes)) {
    for (const name of textColours) {
      const ratio = contrast(readHex(palette[name]), readHex(palette.page));
      assert.ok(ratio >= 4.5, `${scheme} ${name}: ${ratio.toFixed(2)}`);
    }
  }
});

test('every bar stands out from the page and from its track by 3 to 1', () => {
  for (const [scheme, palette] of Object.entries(palettes)) {
    for (const colour of [palette.bar, palette.over, ...palette.steps]) {
      for (const ground of [palette.page, palette.track]) {
        const ratio = contrast(readHex(colour), readHex(ground));
        assert.ok(ratio >= 3, `${scheme} ${colour} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
});

test('steps beside one another differ in lightness, not in hue alone', () => {
  for (const [scheme, { steps }] of Object.entries(palettes)) {
    for (const [i, colour] of steps.slice(1).entries()) {
      const ratio = contrast(readHex(colour), readHex(steps[i] ?? ''));
      assert.ok(ratio >= 1.4, `${scheme} steps ${i + 1} and ${i + 2}: ${ratio.toFixed(2)}`);
    }
  }
});

test.run();
