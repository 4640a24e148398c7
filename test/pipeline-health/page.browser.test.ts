import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawPage } from '../../packages/pipeline-health/src/index.ts';
import { findChromium, launchChromium, withPage } from '../support/chromium.ts';
import { contrast, type Rgb } from '../support/contrast.ts';
import { hostileReport } from './hostile-report.ts';
import * as probes from './page-probes.ts';
import { sampleReport } from './sample-report.ts';

const test = suite('pipeline-health / page in a browser');

const wide = { viewport: { width: 1_600, height: 1_000 } };
const narrow = { viewport: { width: 360, height: 740 } };
const looks = {
  'light-1600': { ...wide, colorScheme: 'light' },
  'dark-1600': { ...wide, colorScheme: 'dark' },
  'light-360': { ...narrow, colorScheme: 'light' },
  'dark-360': { ...narrow, colorScheme: 'dark' },
  'forced-colours-1600': { ...wide, forcedColors: 'active' },
} as const satisfies Record<string, BrowserContextOptions>;

const folder = mkdtempSync(join(tmpdir(), 'pipeline-health-page-'));
const files = { sample: drawPage(sampleReport()), hostile: drawPage(hostileReport()) };
for (const [name, page] of Object.entries(files)) writeFileSync(join(folder, `${name}.html`), page);

const executable = findChromium();
const browser = executable === undefined ? undefined : await launchChromium(executable);
test.after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the Chromium that CHROMIUM names goes before those of the system', () => {
  assert.is(findChromium({ CHROMIUM: '/opt/chromium' }), '/opt/chromium');
});

if (browser === undefined) {
  console.log('SKIPPED: no Chromium here, so nobody looked at the page in a browser. Set CHROMIUM to the path of one.');
  test.skip('the page in a real browser: no Chromium here, set CHROMIUM to the path of one', () => {});
}

/** A test on one of the pages; none where there is no browser. */
function onPage(
  name: string,
  file: keyof typeof files,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): void {
  if (browser === undefined) return;
  test(name, () => withPage(browser, pathToFileURL(join(folder, `${file}.html`)).href, options, work));
}

for (const [look, options] of Object.entries(looks)) {
  onPage(
    `${look}: it asks for nothing, says nothing on the console and does not scroll sideways`,
    'hostile',
    options,
    async (page) => {
      const heard: string[] = [];
      page.on('request', (request) => heard.push(`request ${request.url()}`));
      page.on('console', (message) => heard.push(`console ${message.text()}`));
      page.on('pageerror', (error) => heard.push(`error ${error.message}`));

      await page.reload();
      await page.evaluate(probes.unfold);

      assert.equal(heard, [`request ${page.url()}`]);
      assert.ok((await page.evaluate<number>(probes.overhang)) <= 0);
      assert.match(await page.title(), /^Fail: <script>/);
    },
  );
}

for (const look of ['light-1600', 'dark-1600', 'light-360', 'dark-360'] as const) {
  onPage(`${look}: every text stands out from what lies under it by 4.5 to 1`, 'sample', looks[look], async (page) => {
    await page.evaluate(probes.unfold);
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ width: looks[look].viewport.width, height });

    const texts = await page.evaluate<readonly probes.TextColours[]>(probes.textColours);

    assert.ok(texts.length > 300, `${texts.length} texts`);
    const faint = texts.filter(({ colour, ground }) => !(contrast(readRgb(colour), readRgb(ground)) >= 4.5));
    assert.equal(faint, []);
  });
}

onPage('headings descend one level at a time from the only first one', 'sample', wide, async (page) => {
  const levels = await page.evaluate<readonly number[]>(probes.headingLevels);

  assert.is(levels[0], 1);
  assert.is(levels.filter((level) => level === 1).length, 1);
  assert.ok(
    levels.slice(1).every((level, i) => level - (levels[i] ?? 0) <= 1),
    String(levels),
  );
});

onPage(
  'the tab key reaches all that can be worked, in its order, and the focus is seen',
  'sample',
  wide,
  async (page) => {
    await page.evaluate(probes.unfold);
    const all = await page.evaluate<readonly string[]>(probes.interactive);

    const reached: probes.Focused[] = [];
    for (const _ of all) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<probes.Focused | undefined>(probes.focused);
      if (focused) reached.push(focused);
    }

    assert.ok(all.length >= 10, `${all.length} things to work`);
    assert.match(all[0] ?? '', '#main Skip to the metrics');
    assert.equal(
      reached.map(({ label }) => label),
      all,
    );
    assert.equal(
      reached.filter(({ isSeen }) => !isSeen),
      [],
    );
  },
);

onPage(
  'the skip link leads past the sections, and a folded table opens with the enter key',
  'sample',
  wide,
  async (page) => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const first = await page.evaluate<probes.Focused>(probes.focused);
    await page.keyboard.press('Enter');

    assert.match(first.label, /^SUMMARY/);
    assert.is(await page.evaluate('document.activeElement.parentElement.open'), true);
  },
);

for (const look of ['light-1600', 'dark-360'] as const) {
  onPage(`${look}: axe finds no fault`, 'sample', looks[look], async (page) => {
    await page.evaluate(probes.unfold);
    await page.evaluate(axe.source);

    const faults = await page.evaluate<readonly unknown[]>(probes.axeFaults);

    assert.equal(faults, []);
  });
}

onPage('the page is well-formed, hostile names and all', 'hostile', wide, async (page) => {
  const source = JSON.stringify(readFileSync(join(folder, 'hostile.html'), 'utf8'));

  assert.is(await page.evaluate(`(${probes.malformed})(${source})`), '');
  assert.is(await page.evaluate(`(${probes.malformed})('<p><b></p>') === ''`), false);
});

onPage(
  'on paper it is light, without the list of sections, and with everything unfolded',
  'sample',
  looks['dark-1600'],
  async (page) => {
    await page.setViewportSize({ width: 718, height: 1_000 });
    await page.emulateMedia({ media: 'print' });

    assert.is(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
    assert.is(await page.locator('nav').isVisible(), false);
    assert.is(await page.locator('details table').first().isVisible(), true);
    assert.ok((await page.evaluate<number>(probes.overhang)) <= 0);
  },
);

const screenshots = process.env.PAGE_SCREENSHOTS;
if (screenshots !== undefined) {
  mkdirSync(screenshots, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    onPage(`${look}: a picture is left in PAGE_SCREENSHOTS`, 'sample', options, async (page) => {
      await page.screenshot({ path: join(screenshots, `page-${look}.png`), fullPage: true });
    });
  }
}

/** Reads what the browser computed. A colour that lets something through has no contrast of its own. */
function readRgb(colour: string): Rgb {
  const [, red, green, blue] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? [];
  return [Number(red), Number(green), Number(blue)];
}

test.run();
