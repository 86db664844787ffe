import { onePerId, saidBy } from '../../indexing/unique.ts';
import { replacedStandards, versionOf } from '../../indexing/versions.ts';
import { compact } from '../../standards/fold.ts';
import { type Standard, standardId } from '../../standards/model.ts';
import { alike, resemblance } from './resemblance.ts';

/** A standard, by where it was read. */
export interface Place {
  readonly path: string;
  readonly id: string;
  readonly name: string;
}

/** Several versions of one standard: the newest wins, the older ones are ranked on request only. */
export interface Versions {
  readonly newest: Place;
  readonly older: readonly Place[];
}

/** Several documents with one id: `index` uses the fullest. */
export interface SameCode {
  readonly id: string;
  readonly paths: readonly string[];
  readonly used: string;
  /** The documents say the same, white space apart. */
  readonly identical: boolean;
}

/** Two standards that are not versions of each other, and yet alike. */
export interface NearDuplicates {
  readonly standards: readonly [Place, Place];
  readonly sameName: boolean;
  /** The codes differ in their version only, the names too much to be sure of it. */
  readonly sameNumber: boolean;
  /** Of the indicators: 0 to 1. */
  readonly resemblance: number;
}

export interface Kin {
  readonly versions: readonly Versions[];
  readonly sameCode: readonly SameCode[];
  readonly nearDuplicates: readonly NearDuplicates[];
}

/** From which resemblance on two standards are told of. */
const ALIKE = 0.5;

/** Which of these standards have to do with each other, by the rules that `index` follows. */
export function kinOf(read: readonly { readonly path: string; readonly standard: Standard }[]): Kin {
  const paths = new Map(read.map(({ path, standard }) => [standard, path]));
  const placeOf = (standard: Standard): Place => ({
    path: paths.get(standard)!,
    id: standardId(standard),
    name: standard.name,
  });
  const { kept } = onePerId(read.map(({ standard }) => standard));
  const replaced = replacedStandards(kept);
  return {
    versions: [...Map.groupBy(replaced, ({ by }) => by)].map(([newest, older]) => ({
      newest: placeOf(newest),
      older: older.map(({ old }) => placeOf(old)),
    })),
    sameCode: sameCode(read, kept, paths),
    nearDuplicates: nearDuplicates(kept, new Map(replaced.map(({ old, by }) => [old, by])), placeOf),
  };
}

function sameCode(
  read: readonly { readonly path: string; readonly standard: Standard }[],
  kept: readonly Standard[],
  paths: ReadonlyMap<Standard, string>,
): SameCode[] {
  const used = new Map(kept.map(standard => [standardId(standard), paths.get(standard)!]));
  return [...Map.groupBy(read, ({ standard }) => standardId(standard))]
    .filter(([, several]) => new Set(several.map(({ path }) => path)).size > 1)
    .map(([id, several]) => ({
      id,
      paths: several.map(({ path }) => path),
      used: used.get(id)!,
      identical: new Set(several.map(({ standard }) => saidBy(standard))).size === 1,
    }));
}

function nearDuplicates(
  standards: readonly Standard[],
  replaced: ReadonlyMap<Standard, Standard>,
  placeOf: (standard: Standard) => Place,
): NearDuplicates[] {
  const newest = (standard: Standard): Standard => replaced.get(standard) ?? standard;
  const texts = standards.map(indicators);
  const names = standards.map(({ name }) => compact(name));
  const numbers = standards.map(({ code }) => versionOf(code)?.number);
  const pairs = new Map(alike(texts, ALIKE).map(pair => [`${pair.a} ${pair.b}`, pair]));
  for (const [a, b] of [...firstOfEach(names), ...firstOfEach(numbers)]) {
    const key = `${a} ${b}`;
    if (!pairs.has(key)) pairs.set(key, { a, b, resemblance: resemblance(texts[a]!, texts[b]!) });
  }
  return [...pairs.values()]
    .filter(({ a, b }) => newest(standards[a]!) !== newest(standards[b]!))
    .map(({ a, b, resemblance }) => ({
      standards: [placeOf(standards[a]!), placeOf(standards[b]!)] as const,
      sameName: names[a] === names[b],
      sameNumber: numbers[a] !== undefined && numbers[a] === numbers[b],
      resemblance,
    }));
}

/** The first place of each key with every other place of the same key. */
function firstOfEach(keys: readonly (string | undefined)[]): [number, number][] {
  const first = new Map<string, number>();
  return keys.flatMap((key, at): [number, number][] => {
    if (key === undefined) return [];
    const known = first.get(key);
    if (known !== undefined) return [[known, at]];
    first.set(key, at);
    return [];
  });
}

/** What is compared: the indicators, without what only layout and punctuation make different. */
function indicators({ duties }: Standard): string {
  const texts = duties.flatMap(({ tasks }) => tasks.flatMap(task => task.indicators.map(({ text }) => text)));
  return texts.map(text => compact(text).replace(/[\p{P}\p{S}]/gu, '')).join('\n');
}
