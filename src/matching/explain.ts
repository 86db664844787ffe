import { isLexiconKind, type Source } from '../artifact/sources.ts';
import type { CompetencyShare, Evidence, Remainder, RemainderPart } from './answer.ts';
import type { Probe } from './query.ts';

/**
 * Why a unit scored: its details that a probe meets, each with what it adds. The views of an answer (by competency, by
 * task) hand the same pieces out in different ways, so both add up to the score.
 */
export interface Piece {
  readonly probe: Probe;
  readonly source: number;
  readonly contribution: number;
}

/** Rows of the artifact: what unit u is made of stands at [start[u], start[u + 1]), sorted by term. */
export interface Rows {
  readonly start: Uint32Array;
  readonly term: Uint32Array;
  readonly source: Uint16Array;
  readonly text: Float32Array;
  readonly title: Float32Array;
}

/** Probes and a unit's row are both sorted by term: one walk over both finds what they share. */
export function piecesOf(unit: number, probes: readonly Probe[], rows: Rows): Piece[] {
  const pieces: Piece[] = [];
  const end = rows.start[unit + 1]!;
  let at = rows.start[unit]!;
  for (const probe of probes) {
    while (at < end && rows.term[at]! < probe.term) at++;
    for (let i = at; i < end && rows.term[i] === probe.term; i++) {
      const contribution = probe.text * rows.text[i]! + probe.title * rows.title[i]!;
      if (contribution > 0) pieces.push({ probe, source: rows.source[i]!, contribution });
    }
  }
  return pieces;
}

/** What a standard is, as far as handing out needs it. */
export interface Anatomy {
  readonly sources: readonly Source[];
  /** Codes of the K and S that each task requires, each once. */
  readonly required: readonly (readonly string[])[];
  /** Code → kind and printed names, the first one first. */
  readonly competencies: ReadonlyMap<
    string,
    Pick<CompetencyShare, 'kind'> & { readonly names: readonly string[] }
  >;
}

/**
 * By competency: a piece in a K, S or A counts for it; a piece in a task's name, output or indicator counts in equal
 * shares for the K and S that the task requires, or for the remainder `task` where it requires none; everything else is
 * the remainder of its own kind.
 */
export function byCompetency(
  pieces: readonly Piece[],
  anatomy: Anatomy,
  pasted: Pasted,
): { competencies: CompetencyShare[]; remainder: Remainder[] } {
  const competencies = new Ledger(pasted);
  const remainder = new Ledger(pasted);
  for (const piece of pieces) {
    const source = anatomy.sources[piece.source]!;
    if (isCompetency(source)) competencies.add(source.code, piece, source, 1);
    else if (isOwnOfTask(source)) {
      const codes = anatomy.required[source.tasks[0]!]!;
      for (const code of codes) competencies.add(code, piece, source, 1 / codes.length);
      if (codes.length === 0) remainder.add('task', piece, source, 1);
    } else remainder.add(partOf(source), piece, source, 1);
  }
  return {
    competencies: competencies.entries().map(({ key, contribution, evidence }) => {
      const { kind, names } = anatomy.competencies.get(key)!;
      const others = names.length > 1 ? { names } : {};
      return { code: key, kind, name: names[0]!, ...others, contribution, evidence };
    }),
    remainder: remainder
      .entries()
      .map(({ key, contribution, evidence }) => ({ part: key as RemainderPart, contribution, evidence })),
  };
}

/**
 * By task: a piece in a task's name, output or indicator counts for the task; one in a K or S in equal shares for the
 * tasks that require it; everything else is the remainder of its own kind.
 */
export function byTask(
  pieces: readonly Piece[],
  anatomy: Anatomy,
): { tasks: Map<number, number>; remainder: Map<RemainderPart, number> } {
  const tasks = new Map<number, number>();
  const remainder = new Map<RemainderPart, number>();
  for (const { source: at, contribution } of pieces) {
    const source = anatomy.sources[at]!;
    const { kind, tasks: owners } = source;
    if (kind === 'knowledge' || kind === 'skill' || isOwnOfTask(source)) {
      for (const task of owners) tasks.set(task, (tasks.get(task) ?? 0) + contribution / owners.length);
    } else remainder.set(partOf(source), (remainder.get(partOf(source)) ?? 0) + contribution);
  }
  return { tasks, remainder };
}

/** What belongs to no competency or task; the lexica's words for the name count for the name. */
function partOf({ kind }: Source): RemainderPart {
  return isLexiconKind(kind) ? 'name' : (kind as RemainderPart);
}

function isCompetency({ kind }: Source): boolean {
  return kind === 'knowledge' || kind === 'skill' || kind === 'attitude';
}

function isOwnOfTask({ kind }: Source): boolean {
  return kind === 'task' || kind === 'output' || kind === 'indicator';
}

/** The strings that spans index. */
export interface Pasted {
  readonly text: string;
  readonly title: string;
}

interface LedgerEntry {
  readonly key: string;
  readonly contribution: number;
  readonly evidence: readonly Evidence[];
}

interface LedgerItem {
  readonly probe: Probe;
  readonly source: string;
  /** What the pasted term stands for, when that is another one. */
  readonly as: string | undefined;
  contribution: number;
}

/** Sums of evidence under keys; the same words for the same thing in the same place are one piece of evidence. */
class Ledger {
  readonly #pasted: Pasted;
  readonly #accounts = new Map<string, Map<string, LedgerItem>>();

  constructor(pasted: Pasted) {
    this.#pasted = pasted;
  }

  add(key: string, { probe, contribution }: Piece, source: Source, share: number): void {
    let account = this.#accounts.get(key);
    if (account === undefined) {
      account = new Map();
      this.#accounts.set(key, account);
    }
    const as = standsFor(probe, source, this.#pasted);
    const [first] = probe.spans;
    const item = `${first!.in}${first!.span[0]}-${first!.span[1]}/${as ?? ''}/${source.code}`;
    const known = account.get(item);
    if (known === undefined)
      account.set(item, { probe, source: source.code, as, contribution: contribution * share });
    else known.contribution += contribution * share;
  }

  /** Largest first; ties by key, and by where the term stands first. */
  entries(): LedgerEntry[] {
    return [...this.#accounts]
      .map(([key, account]) => {
        const evidence = [...account.values()].sort(
          (a, b) =>
            b.contribution - a.contribution ||
            a.probe.spans[0]!.span[0] - b.probe.spans[0]!.span[0] ||
            compare(a.source, b.source),
        );
        return {
          key,
          contribution: evidence.reduce((sum, { contribution }) => sum + contribution, 0),
          evidence: evidence.map(
            ({ probe, source, as, contribution }): Evidence => ({
              term: asPasted(probe, this.#pasted),
              ...(as === undefined ? {} : { as }),
              spans: probe.spans,
              contribution,
              source,
            }),
          ),
        };
      })
      .sort((a, b) => b.contribution - a.contribution || compare(a.key, b.key));
  }
}

/** What of the standard a pasted term stands for, unless it is that: a word of the very name stands for itself. */
function standsFor(probe: Probe, source: Source, pasted: Pasted): string | undefined {
  const term = asPasted(probe, pasted);
  if (isLexiconKind(source.kind)) return source.text.includes(term) ? undefined : source.text;
  return probe.as === term ? undefined : probe.as;
}

function asPasted({ spans }: Probe, pasted: Pasted): string {
  const { in: where, span } = spans[0]!;
  return pasted[where].slice(span[0], span[1]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
