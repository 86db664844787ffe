import {
  type Box,
  common,
  EVERYWHERE,
  type Glyph,
  IDENTITY,
  type Matrix,
  type Rule,
  type Rules,
  type Turn,
  times,
} from './geometry.ts';
import { boxOf, drawnRules } from './paths.ts';
import { printed } from './printed.ts';

/** What pdfjs makes of a page: `getOperatorList`. */
export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** The numbers of pdfjs' operators, by name. */
export type Codes = Readonly<Record<string, number>>;

/** What the width of a glyph is counted in: 0.001 of the size, but for fonts that are drawings. */
export type FontScale = (font: string) => number | null;

export interface Drawing {
  readonly glyphs: readonly Glyph[];
  readonly rules: Rules;
}

interface State {
  matrix: Matrix;
  /** What is drawn outside is not seen. Only lines are cut: text is never left out. */
  clip: Box;
  lineWidth: number;
  font: string;
  size: number;
  characterSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
}

/** A glyph as pdfjs gives it; a number between glyphs moves the next one back by thousandths of the size. */
interface Shown {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
  /** In a font that is written downwards: the advance, then from where to where. */
  readonly vmetric?: readonly [number, number, number] | null;
}

/** Stands for text whose font cannot be read: it is not lost in silence. */
const UNREADABLE = '\ufffd';

/**
 * Goes through the operators of a page once, as if it were drawn, and notes where each glyph and each line comes to
 * stand. (pdfjs' `getTextContent` joins glyphs to runs over the borders of cells, and knows no lines; reading both from
 * one list takes less time than asking for text and list.)
 */
export function drawn(operators: Operators, page: Matrix, codes: Codes, scaleOf: FontScale): Drawing {
  const pen = new Pen(page, codes, scaleOf);
  const { fnArray, argsArray } = operators;
  for (let at = 0; at < fnArray.length; at++) pen.draw(fnArray[at]!, argsArray[at] as readonly never[]);
  return { glyphs: pen.glyphs, rules: { horizontal: pen.horizontal, vertical: pen.vertical } };
}

type Numbers = readonly number[];

class Pen {
  readonly glyphs: Glyph[] = [];
  readonly horizontal: Rule[] = [];
  readonly vertical: Rule[] = [];
  readonly #scaleOf: FontScale;
  readonly #page: Matrix;
  readonly #stack: State[] = [];
  readonly #actions: ReadonlyMap<number, (args: readonly never[]) => void>;
  #state: State;
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;
  #clips = false;

  constructor(page: Matrix, codes: Codes, scaleOf: FontScale) {
    this.#page = page;
    this.#scaleOf = scaleOf;
    this.#state = {
      matrix: page,
      clip: EVERYWHERE,
      lineWidth: 1,
      font: '',
      size: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      stretch: 1,
      leading: 0,
      rise: 0,
    };
    this.#actions = new Map(
      Object.entries(this.#operations(codes)).map(([name, action]) => [codes[name] ?? -1, action]),
    );
  }

  draw(operator: number, args: readonly never[]): void {
    this.#actions.get(operator)?.(args);
  }

  #operations(codes: Codes): Readonly<Record<string, (args: readonly never[]) => void>> {
    const state = () => this.#state;
    const save = () => {
      this.#stack.push({ ...this.#state });
    };
    const restore = () => {
      this.#state = this.#stack.pop() ?? this.#state;
    };
    const transform = (matrix: Numbers | null) => {
      if (matrix !== null) state().matrix = times(matrix as unknown as Matrix, state().matrix);
    };
    const move = (x: number, y: number) => {
      this.#line = times([1, 0, 0, 1, x, y], this.#line);
      this.#text = this.#line;
    };
    return {
      save,
      restore,
      transform: args => transform(args),
      paintFormXObjectBegin: ([matrix]) => {
        save();
        transform(matrix!);
      },
      paintFormXObjectEnd: restore,
      beginAnnotation: ([, , placed, matrix]) => {
        save();
        state().matrix = this.#page;
        transform(placed!);
        transform(matrix!);
      },
      endAnnotation: restore,
      setLineWidth: ([width]) => {
        state().lineWidth = width!;
      },
      setGState: ([entries]) => {
        for (const [key, value] of entries! as readonly [string, never][]) {
          if (key === 'LW') state().lineWidth = value;
          if (key === 'Font') [state().font, state().size] = value as [string, number];
        }
      },
      clip: () => {
        this.#clips = true;
      },
      eoClip: () => {
        this.#clips = true;
      },
      constructPath: ([paint, paths]) => {
        const { matrix, lineWidth, clip } = state();
        const path: Float32Array | null = paths![0];
        if (path !== null) drawnRules({ paint: paint!, path, matrix, lineWidth, clip }, codes, this);
        if (this.#clips && path !== null) state().clip = common(clip, boxOf(path, matrix));
        this.#clips = false;
      },
      beginText: () => {
        this.#text = IDENTITY;
        this.#line = IDENTITY;
      },
      setFont: ([font, size]) => {
        state().font = font!;
        state().size = size!;
      },
      setCharSpacing: ([spacing]) => {
        state().characterSpacing = spacing!;
      },
      setWordSpacing: ([spacing]) => {
        state().wordSpacing = spacing!;
      },
      setHScale: ([percent]) => {
        state().stretch = percent! / 100;
      },
      setLeading: ([leading]) => {
        state().leading = -leading!;
      },
      setTextRise: ([rise]) => {
        state().rise = rise!;
      },
      setTextMatrix: ([matrix]) => {
        this.#line = [...(matrix! as Iterable<number>)] as unknown as Matrix;
        this.#text = this.#line;
      },
      moveText: ([x, y]) => move(x!, y!),
      setLeadingMoveText: ([x, y]) => {
        state().leading = y!;
        move(x!, y!);
      },
      nextLine: () => move(0, state().leading),
      showText: ([shown]) => this.#show(shown!),
    };
  }

  #show(shown: readonly (Shown | number)[]): void {
    const { font, size, characterSpacing, wordSpacing, stretch, rise } = this.#state;
    const scale = this.#scaleOf(font);
    const frame = framed(times(this.#text, this.#state.matrix));
    if (scale === null) this.glyphs.push(glyphAt(frame, UNREADABLE, 0, size, rise, size));
    let along = 0;
    let down = 0;
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        along -= (glyph / 1000) * size * stretch;
        continue;
      }
      const spacing = characterSpacing + (glyph.isSpace ? wordSpacing : 0);
      const text = printed(glyph.unicode ?? UNREADABLE);
      const width = (glyph.width ?? 0) * (scale ?? 0.001) * size * stretch;
      if (glyph.vmetric != null) {
        // Written downwards: each glyph stands below the one before, around the line.
        const [advance] = glyph.vmetric;
        if (text !== '')
          this.glyphs.push(glyphAt(frame, text, -size / 2, size / 2, rise - down - size, size));
        down += Math.abs(advance * (scale ?? 0.001) * size) + spacing;
        continue;
      }
      if (text !== '') this.glyphs.push(glyphAt(frame, text, along, along + width, rise, size));
      along += width + spacing * stretch;
    }
    this.#text = times([1, 0, 0, 1, along, -down], this.#text);
  }
}

/** A text matrix, and which way it is turned on the page. */
interface Frame {
  readonly matrix: Matrix;
  readonly turn: Turn;
  readonly height: number;
}

function framed(matrix: Matrix): Frame {
  const [a, b, c, d] = matrix;
  // On the page y goes down: a direction (1, 0) is upright, (0, 1) a quarter turn clockwise.
  const turn = Math.abs(a) >= Math.abs(b) ? (a >= 0 ? 0 : 2) : b > 0 ? 1 : 3;
  return { matrix, turn, height: Math.hypot(c, d) };
}

function glyphAt(frame: Frame, text: string, from: number, to: number, rise: number, size: number): Glyph {
  const [a, b, c, d, e, f] = frame.matrix;
  const x0 = a * from + c * rise + e;
  const y0 = b * from + d * rise + f;
  const x1 = a * to + c * rise + e;
  const y1 = b * to + d * rise + f;
  const height = Math.abs(size) * frame.height;
  // The middle of a glyph is a third of its height above the line.
  const up = 0.35 * size;
  const x = (x0 + x1) / 2 + c * up;
  const y = (y0 + y1) / 2 + d * up;
  const [start, startBase] = turnedBack(x0, y0, frame.turn);
  const [end] = turnedBack(x1, y1, frame.turn);
  const left = Math.min(start, end);
  return {
    text,
    left,
    right: Math.max(start, end),
    base: startBase,
    size: height,
    turn: frame.turn,
    x,
    y,
  };
}

function turnedBack(x: number, y: number, turn: Turn): readonly [number, number] {
  if (turn === 0) return [x, y];
  if (turn === 1) return [y, -x];
  if (turn === 2) return [-x, -y];
  return [-y, x];
}
