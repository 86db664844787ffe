import { checksum } from '../../src/artifact/checksum.ts';
import { ArtifactError } from '../../src/artifact/errors.ts';
import {
  align8,
  type Contents,
  ELEMENT_BYTES,
  HEADER_BYTES,
  type SectionEntry,
} from '../../src/artifact/format.ts';
import { openArtifact } from '../../src/artifact/read.ts';
import { createMatcher } from '../../src/matching/matcher.ts';

/**
 * An index harmed in every way that comes to mind, and asked. Damage keeps the old checksums: it must be refused, or answer
 * as if nothing had happened. Lies have good checksums: they must be refused, or be answered; nothing may crash, and
 * nothing may take long. The index is harmed in place and mended again: a copy of each would take minutes.
 */
export interface FuzzResult {
  readonly refused: number;
  readonly answered: number;
}

const TEXTS = [
  '誠徵業務助理\n協助業務處理客戶訂單與報價單，彙整銷售報表；熟 Excel、ISO 9001。\n福利：三節獎金\n不需推銷',
  '護理師 😀 e-mail\n負責客戶開發、證券買賣、財富管理與機械設備行銷',
];
/** Milliseconds, on a machine that is busy with other things. */
const LONG = 10_000;

export function fuzzArtifact(bytes: Uint8Array, runs: number, seed: number): FuzzResult {
  const chance = new Chance(seed);
  const sound = answersOf(bytes);
  let refused = 0;
  for (let run = 0; run < runs; run++) {
    const harm = chance.one(HARMS);
    const told = `run ${run} of seed ${seed}: ${harm.name}`;
    const target = new Target(bytes);
    try {
      const harmed = harm.do(target, chance);
      const began = performance.now();
      const answers = answersOrRefusal(harmed, told);
      if (performance.now() - began > LONG) throw new Error(`${told}: took too long`);
      if (answers === undefined) refused++;
      else if (!target.lies && answers !== sound) throw new Error(`${told}: answers otherwise`);
    } finally {
      target.mend();
    }
  }
  if (answersOf(bytes) !== sound) throw new Error('the index was not mended');
  return { refused, answered: runs - refused };
}

function answersOrRefusal(bytes: Uint8Array, told: string): string | undefined {
  try {
    return answersOf(bytes);
  } catch (error) {
    if (error instanceof ArtifactError) return undefined;
    throw new Error(`${told}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

function answersOf(bytes: Uint8Array): string {
  const artifact = openArtifact(bytes);
  const matcher = createMatcher(artifact);
  const [text, other] = TEXTS as [string, string];
  const [first] = artifact.occupations;
  return JSON.stringify([
    matcher.match({ text, title: '業務助理', superseded: true }),
    matcher.match({ text: other, explain: false }),
    first && matcher.gaps({ text, occupation: first.id }),
    matcher.compare({ ad: { text }, cv: { text: other } }),
    artifact.printed.length > 0 && artifact.printed.at(artifact.printed.length - 1),
  ]);
}

/** Numbers from a seed: mulberry32. */
class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** 0 to `end` − 1. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** The index under harm, which knows how to undo what was done. */
class Target {
  readonly bytes: Uint8Array;
  /** Whether checksums were made to agree. */
  lies = false;
  readonly #saved: { readonly at: number; readonly bytes: Uint8Array }[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get contentsEnd(): number {
    return HEADER_BYTES + new DataView(this.bytes.buffer, this.bytes.byteOffset).getUint32(12, true);
  }

  get contents(): Contents {
    return JSON.parse(
      new TextDecoder().decode(this.bytes.subarray(HEADER_BYTES, this.contentsEnd)),
    ) as Contents;
  }

  /** Call before the bytes are written to. */
  save(at: number, length: number): Uint8Array {
    const part = this.bytes.subarray(at, at + length);
    this.#saved.push({ at, bytes: part.slice() });
    return part;
  }

  mend(): void {
    for (const { at, bytes } of this.#saved.reverse()) this.bytes.set(bytes, at);
  }

  /** Another table of contents with good checksums. What does not fit into the room there is, is left as it was. */
  writeContents(contents: unknown): void {
    this.lies = true;
    const end = this.contentsEnd;
    const json = new TextEncoder().encode(typeof contents === 'string' ? contents : JSON.stringify(contents));
    if (json.length > end - HEADER_BYTES) return;
    const room = this.save(HEADER_BYTES, end - HEADER_BYTES);
    room.fill(0x20);
    room.set(json);
    this.save(16, 4);
    const sum = checksum(this.bytes.subarray(24, end));
    new DataView(this.bytes.buffer, this.bytes.byteOffset).setUint32(16, sum, true);
  }

  /** Makes the checksum of one section agree with what now stands in it. */
  vouch({ name }: SectionEntry): void {
    const contents = this.contents;
    this.writeContents({
      ...contents,
      sections: contents.sections.map(entry =>
        entry.name === name
          ? { ...entry, checksum: checksum(this.bytes.subarray(entry.offset, endOf(entry))) }
          : entry,
      ),
    });
  }
}

function endOf({ offset, length, type }: SectionEntry): number {
  return align8(offset + length * ELEMENT_BYTES[type]);
}

interface Harm {
  readonly name: string;
  do(target: Target, chance: Chance): Uint8Array;
}

const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const ODD_VALUES: readonly unknown[] = [
  -1,
  0,
  1,
  3,
  0.5,
  1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  null,
  '',
  'u8',
  'f64',
  '__proto__',
  true,
  [],
  {},
  [null],
];

const HARMS: readonly Harm[] = [
  {
    name: 'cut off',
    do: ({ bytes }, chance) => bytes.slice(0, chance.below(chance.one([100, 10_000, bytes.length]))),
  },
  {
    name: 'bits flipped',
    do(target, chance) {
      const end = target.contentsEnd; // a flipped bit may change it
      for (let i = chance.below(3); i >= 0; i--) {
        const places = [HEADER_BYTES, end, target.bytes.length];
        const at = chance.below(chance.one(places));
        target.save(at, 1)[0]! ^= 1 << chance.below(8);
      }
      return target.bytes;
    },
  },
  {
    name: 'blocks swapped',
    do(target, chance) {
      const length = 8 * (1 + chance.below(512));
      const blocks = Math.floor(target.bytes.length / length);
      const one = target.save(chance.below(blocks) * length, length);
      const other = target.save(chance.below(blocks) * length, length);
      const kept = one.slice();
      one.set(other);
      other.set(kept);
      return target.bytes;
    },
  },
  {
    name: 'a range of zeros',
    do(target, chance) {
      const length = 1 + chance.below(4096);
      target.save(chance.below(target.bytes.length - length), length).fill(0);
      return target.bytes;
    },
  },
  {
    name: 'a lying table',
    do(target, chance) {
      const contents = target.contents;
      const sections: Record<string, unknown>[] = contents.sections.map(entry => ({ ...entry }));
      const victim = chance.below(sections.length);
      const kind = chance.below(6);
      if (kind === 0) sections.splice(victim, 1);
      else if (kind === 1) sections.push({ ...sections[victim]! });
      else if (kind === 2) sections.reverse();
      else if (kind === 3) {
        sections[victim]!.offset =
          Number(sections[victim]!.offset) + chance.one([-8, -1, 1, 4, 8, -1e6, 1e9]);
      } else if (kind === 4) {
        sections[victim]!.length = Number(sections[victim]!.length) + chance.one([-8, -1, 1, 8, -1e9, 1e9]);
      } else {
        sections[victim]![chance.one(['name', 'type', 'offset', 'length', 'checksum'])] =
          chance.one(ODD_VALUES);
      }
      // the sums of what the table now says, so that nothing but its sense can be objected to
      for (const entry of sections as unknown as {
        -readonly [Key in keyof SectionEntry]: SectionEntry[Key];
      }[]) {
        try {
          entry.checksum = checksum(target.bytes.subarray(entry.offset, endOf(entry)));
        } catch {
          // no whole words: it stays as it was
        }
      }
      target.writeContents({ ...contents, sections });
      return target.bytes;
    },
  },
  {
    name: 'a lying manifest',
    do(target, chance) {
      const contents = structuredClone(target.contents) as unknown as { manifest: Record<string, unknown> };
      let place = contents.manifest;
      for (;;) {
        const key = chance.one(Object.keys(place));
        const value = place[key];
        if (
          typeof value === 'object' &&
          value !== null &&
          Object.keys(value).length > 0 &&
          chance.below(4) > 0
        ) {
          place = value as Record<string, unknown>;
          continue;
        }
        if (chance.below(4) === 0) delete place[key];
        else place[key] = chance.one([...ODD_VALUES, Number(value) + 1, Number(value) - 1]);
        break;
      }
      target.writeContents(contents);
      return target.bytes;
    },
  },
  {
    name: 'no contents to speak of',
    do(target, chance) {
      target.writeContents(
        chance.one(['null', '[]', '{', '"x"', '{"manifest":{},"sections":[]}', '{"sections":3}']),
      );
      return target.bytes;
    },
  },
  {
    name: 'lying numbers',
    do(target, chance) {
      const entry = chance.one(
        target.contents.sections.filter(({ type, length }) => type !== 'u8' && length > 0),
      );
      const size = ELEMENT_BYTES[entry.type];
      const view = new DataView(target.bytes.buffer, target.bytes.byteOffset);
      for (let i = chance.one([1, 1, 3, 50]); i > 0; i--) {
        const at = entry.offset + chance.one([0, entry.length - 1, chance.below(entry.length)]) * size;
        target.save(at, size);
        const value = chance.one([
          chance.one(EXTREMES),
          chance.below(2 ** 32),
          chance.below(entry.length + 1),
        ]);
        if (entry.type === 'f32')
          view.setFloat32(at, chance.one([Number.NaN, Infinity, -1, 0, 1e38, value]), true);
        else if (entry.type === 'f64') {
          view.setFloat64(at, chance.one([Number.NaN, -Infinity, -1, 0, 1e308, value]), true);
        } else if (size === 2) view.setUint16(at, value, true);
        else view.setUint32(at, value, true);
      }
      target.vouch(entry);
      return target.bytes;
    },
  },
  {
    name: 'lying bytes',
    do(target, chance) {
      const entry = chance.one(
        target.contents.sections.filter(({ type, length }) => type === 'u8' && length > 0),
      );
      for (let i = chance.one([1, 1, 3, 50]); i > 0; i--) {
        const at = entry.offset + chance.below(entry.length);
        target.save(at, 1)[0] = chance.one([
          0x0a,
          0x22,
          0x2c,
          0x30,
          0x5b,
          0x5d,
          0x7b,
          0x7d,
          0x00,
          chance.below(256),
        ]);
      }
      target.vouch(entry);
      return target.bytes;
    },
  },
  {
    name: 'a section turned round',
    do(target, chance) {
      const entry = chance.one(target.contents.sections);
      const length = entry.length * ELEMENT_BYTES[entry.type];
      const part = target.save(entry.offset, length);
      const kind = chance.below(3);
      if (kind === 0) part.reverse();
      else if (kind === 1) part.fill(chance.one([0, 1, 0x20, 0x7f, 0xff]));
      else for (let i = 0; i < part.length; i++) part[i] = chance.below(256);
      target.vouch(entry);
      return target.bytes;
    },
  },
];
