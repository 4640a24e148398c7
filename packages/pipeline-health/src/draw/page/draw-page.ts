import { judgeOverall } from '../overall-verdict.ts';
import type { ReportInput } from '../report-input.ts';
import { drawPageCounts } from './counts-section.ts';
import { drawHistograms } from './histogram-section.ts';
import { type Html, html } from './html.ts';
import { drawMetrics } from './metrics-section.ts';
import { outcomeWord } from './outcome-mark.ts';
import { drawPageHeadline } from './page-headline.ts';
import { drawPageSplit } from './split-section.ts';
import { style } from './style/style.ts';
import { readTimeZone } from './time-zone.ts';
import { drawTraces } from './traces-section.ts';

/** How the page is to be drawn. */
export interface PageOptions {
  /** The IANA name of the time zone that times of day are told in; default `UTC`. */
  readonly timeZone?: string;
}

interface Section {
  readonly id: string;
  /** Its name in the list of sections. */
  readonly name: string;
  readonly title: string;
  readonly content: Html;
}

/**
 * Draws the whole report as one HTML file that needs nothing else: no network, no script. All that came in with the
 * telemetry shows as text. @throws RangeError for a time zone that is not known.
 */
export function drawPage(input: ReportInput, options: PageOptions = {}): string {
  const timeZone = readTimeZone(options.timeZone);
  const sections: readonly Section[] = [
    { id: 'metrics', name: 'Metrics', title: 'Metrics against their targets', content: drawMetrics(input.verdicts) },
    { id: 'split', name: 'Steps', title: 'Where the time goes', content: drawPageSplit(input.observation.split) },
    { id: 'latency', name: 'Latency', title: 'How latency is spread', content: drawHistograms(input) },
    { id: 'traces', name: 'Traces', title: 'One record, followed', content: drawTraces(input.observation.traces) },
    { id: 'counts', name: 'Counts', title: 'Counts', content: drawPageCounts(input) },
  ];
  const title = `${outcomeWord(judgeOverall(input).outcome)}: ${input.title}, pipeline health`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the metrics</a>
<div class="frame">
${drawPageHeadline(input, timeZone)}
<nav aria-label="Sections"><ul>${sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main id="main" tabindex="-1">
${sections.map(drawSection)}
</main>
<footer><p>Drawn by @kinesis-otel/pipeline-health from the pipeline’s own telemetry. Times of day are ${timeZone}.</p></footer>
</div>
</body>
</html>
`.html;
}

function drawSection({ id, title, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}
