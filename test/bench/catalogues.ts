import { mulberry32 } from '../../src/evaluation/bootstrap.ts';
import {
  type CodedText,
  type Competency,
  type Standard,
  standardId,
  type Task,
} from '../../src/standards/model.ts';

/**
 * As many standards as wanted: those there are (or a share of them, evenly), then copies in which every text is changed:
 * some clauses dropped, some out of order, some taken from another standard. The same standards and size give the same.
 */
export function catalogueOf(base: readonly Standard[], size: number): Standard[] {
  if (size <= base.length) {
    return Array.from({ length: size }, (_, i) => base[Math.floor((i * base.length) / size)]!);
  }
  const random = mulberry32(size);
  return Array.from({ length: size }, (_, i) => {
    const standard = base[i % base.length]!;
    const copy = Math.floor(i / base.length) + 1;
    return copy === 1 ? standard : new Rewriter(base, random).copy(standard, copy);
  });
}

const DROPPED = 0.1;
const MOVED = 0.15;
const TAKEN = 0.2;

class Rewriter {
  readonly #base: readonly Standard[];
  readonly #random: () => number;
  /** What a competency is called in this copy. */
  readonly #names = new Map<string, string>();

  constructor(base: readonly Standard[], random: () => number) {
    this.#base = base;
    this.#random = random;
  }

  copy(standard: Standard, copy: number): Standard {
    return {
      ...standard,
      code: `${standardId(standard)}-x${copy}`,
      name: this.#chance(TAKEN) ? this.#other().name : standard.name,
      versions: [],
      description: this.#rewrite(standard.description, ({ description }) => description),
      duties: standard.duties.map(duty => ({
        ...duty,
        name: this.#rewrite(duty.name, other => this.#one(other.duties)?.name),
        tasks: duty.tasks.map(task => this.#task(task)),
      })),
    };
  }

  #task(task: Task): Task {
    const texts = (list: readonly CodedText[], of: 'outputs' | 'indicators'): CodedText[] =>
      list.map(({ code, text }) => ({
        code,
        text: this.#rewrite(text, other => this.#one(this.#taskOf(other)?.[of])?.text),
      }));
    const names = (list: readonly Competency[], of: 'knowledge' | 'skills'): Competency[] =>
      list.map(({ code, name }) => ({ code, name: this.#nameOf(name, of) }));
    return {
      ...task,
      name: this.#rewrite(task.name, other => this.#taskOf(other)?.name),
      outputs: texts(task.outputs, 'outputs'),
      indicators: texts(task.indicators, 'indicators'),
      knowledge: names(task.knowledge, 'knowledge'),
      skills: names(task.skills, 'skills'),
    };
  }

  #nameOf(name: string, of: 'knowledge' | 'skills'): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const changed = this.#rewrite(name, other => this.#one(this.#taskOf(other)?.[of])?.name);
    this.#names.set(name, changed);
    return changed;
  }

  #rewrite(text: string, fromOther: (other: Standard) => string | undefined): string {
    const clauses: string[] = [];
    for (const clause of clausesOf(text)) {
      if (this.#chance(DROPPED) && text.length > clause.length) continue;
      const taken = this.#chance(TAKEN) ? this.#one(clausesOf(fromOther(this.#other()) ?? '')) : undefined;
      if (this.#chance(MOVED)) clauses.unshift(taken ?? clause);
      else clauses.push(taken ?? clause);
    }
    return clauses.length > 0 ? clauses.join('') : text;
  }

  #other(): Standard {
    return this.#one(this.#base)!;
  }

  #taskOf({ duties }: Standard): Task | undefined {
    return this.#one(this.#one(duties)?.tasks);
  }

  #one<One>(list: readonly One[] | undefined): One | undefined {
    return list?.[Math.floor(this.#random() * list.length)];
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

/** With the sign that ends each. */
function clausesOf(text: string): string[] {
  return text.match(/[^，、；。及與]+[，、；。及與]?/g) ?? [text];
}
