/** Charts as SVG text: log-log axes, side by side. Colours follow the page (currentColor), lines differ by dashes. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const WIDTH = 400;
const HEIGHT = 300;
const LEFT = 56;
const RIGHT = 20;
const TOP = 36;
const BOTTOM = 44;
const DASHES = ['', '6 4', '2 3'];

export function chart(about: string, panels: readonly Panel[]): string {
  const body = panels.map(
    (panel, i) => `<g transform="translate(${i * WIDTH} 0)">\n${drawPanel(panel)}\n</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * panels.length} ${HEIGHT}" \
font-family="sans-serif" font-size="12" color="#808080" fill="currentColor" stroke="none" role="img" aria-label="${about}">
<title>${about}</title>
${body.join('\n')}
</svg>
`;
}

function drawPanel({ title, lines }: Panel): string {
  const all = lines.flatMap(({ points }) => points);
  const x = logScale(
    all.map(({ x }) => x),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = logScale(
    all.map(({ y }) => y),
    HEIGHT - BOTTOM,
    TOP,
  );
  const sizes = [...new Set(all.map(({ x }) => x))];
  return [
    text(LEFT, 18, title, 'font-weight="bold"'),
    ...y.decades.map(
      value =>
        rule(LEFT, y.at(value), WIDTH - RIGHT, y.at(value)) +
        text(LEFT - 6, y.at(value) + 4, label(value), 'text-anchor="end"'),
    ),
    ...sizes.map(
      value =>
        rule(x.at(value), TOP, x.at(value), HEIGHT - BOTTOM) +
        text(x.at(value), HEIGHT - BOTTOM + 16, label(value), 'text-anchor="middle"'),
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, 'standards', 'text-anchor="middle"'),
    ...lines.map((line, i) => drawLine(line, x.at, y.at, DASHES[i % DASHES.length]!, i)),
  ].join('\n');
}

function drawLine(
  { name, points }: Line,
  x: (value: number) => number,
  y: (value: number) => number,
  dash: string,
  index: number,
): string {
  const places = points.map(point => `${place(x(point.x))},${place(y(point.y))}`);
  const key = TOP + 14 + index * 18;
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="${dash}"/>`,
    ...points.map(
      point =>
        `<circle cx="${place(x(point.x))}" cy="${place(y(point.y))}" r="3"><title>${name}: ${label(point.y)}</title></circle>`,
    ),
    `<path d="M${LEFT + 10} ${key}h28" stroke="currentColor" stroke-width="2" stroke-dasharray="${dash}"/>`,
    text(LEFT + 44, key + 4, name, ''),
  ].join('\n');
}

interface Scale {
  readonly decades: readonly number[];
  at(value: number): number;
}

/** From the power of ten below the smallest to the one above the largest. */
function logScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    decades: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
    at: value => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
  };
}

function rule(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${place(x1)} ${place(y1)}L${place(x2)} ${place(y2)}" stroke="currentColor" stroke-opacity="0.25"/>`;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${place(x)}" y="${place(y)}"${attributes && ` ${attributes}`}>${content}</text>`;
}

function label(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

function place(value: number): string {
  return value.toFixed(1);
}
