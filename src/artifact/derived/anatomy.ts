import type { Standard } from '../../standards/model.ts';
import {
  type AnatomySections,
  type CompetencyKind,
  NO_PART,
  NONE,
  type OccupationLabels,
  PARTS,
  type RemainderPart,
} from '../anatomy.ts';
import { isLexiconKind, type Source, tasksOf } from '../sources.ts';
import { concatenate, growing, offsets } from './growing.ts';

/** Works out once per standard what explanations hand out to; artifact/anatomy.ts says what the arrays mean. */
export class AnatomyBuilder {
  readonly #sourceStart = growing.u32();
  readonly #sourceCompetency = growing.u16();
  readonly #sourceTask = growing.u16();
  readonly #sourcePart = growing.u8();
  readonly #requiringStart = growing.u32();
  readonly #requiringTask = growing.u16();
  readonly #requiredStart = growing.u32();
  readonly #requiredCompetency = growing.u16();
  readonly #labels: Uint8Array[] = [];

  /** `sources` are those of `listSources`. */
  add(standard: Standard, sources: readonly Source[]): void {
    const labels = labelsOf(standard, sources);
    const indexOf = new Map(labels.competencies.map(([code], index) => [code, index]));
    this.#sourceStart.push(this.#sourceTask.length);
    for (const source of sources) this.#addSource(source, indexOf);
    for (const { knowledge, skills } of tasksOf(standard)) {
      this.#requiredStart.push(this.#requiredCompetency.length);
      for (const code of new Set([...knowledge, ...skills].map(({ code }) => code))) {
        this.#requiredCompetency.push(indexOf.get(code)!);
      }
    }
    this.#labels.push(new TextEncoder().encode(JSON.stringify(labels)));
  }

  #addSource({ kind, code, tasks }: Source, indexOf: ReadonlyMap<string, number>): void {
    const own = kind === 'task' || kind === 'output' || kind === 'indicator';
    const shared = kind === 'knowledge' || kind === 'skill';
    this.#sourceCompetency.push(shared || kind === 'attitude' ? indexOf.get(code)! : NONE);
    this.#sourceTask.push(own ? tasks[0]! : NONE);
    this.#sourcePart.push(
      own || shared ? NO_PART : PARTS.indexOf(isLexiconKind(kind) ? 'name' : (kind as RemainderPart)),
    );
    this.#requiringStart.push(this.#requiringTask.length);
    if (shared) for (const task of tasks) this.#requiringTask.push(task);
  }

  finish(): AnatomySections {
    this.#sourceStart.push(this.#sourceTask.length);
    this.#requiringStart.push(this.#requiringTask.length);
    this.#requiredStart.push(this.#requiredCompetency.length);
    return {
      sourceStart: this.#sourceStart.packed(),
      sourceCompetency: this.#sourceCompetency.packed(),
      sourceTask: this.#sourceTask.packed(),
      sourcePart: this.#sourcePart.packed(),
      requiringStart: this.#requiringStart.packed(),
      requiringTask: this.#requiringTask.packed(),
      requiredStart: this.#requiredStart.packed(),
      requiredCompetency: this.#requiredCompetency.packed(),
      labels: concatenate(this.#labels),
      labelStart: offsets(this.#labels.map(({ length }) => length)),
    };
  }
}

function labelsOf(standard: Standard, sources: readonly Source[]): OccupationLabels {
  const competencies = new Map<string, { kind: CompetencyKind; names: Set<string> }>();
  const note = (kind: CompetencyKind, { code, name }: { code: string; name: string }): void => {
    const known = competencies.get(code);
    if (known === undefined) competencies.set(code, { kind, names: new Set([name]) });
    else known.names.add(name);
  };
  const tasks = tasksOf(standard);
  for (const { knowledge, skills } of tasks) {
    for (const competency of knowledge) note('knowledge', competency);
    for (const competency of skills) note('skill', competency);
  }
  for (const attitude of standard.attitudes) note('attitude', attitude);
  return {
    name: standard.name,
    sources: sources.map(({ code }) => code),
    competencies: [...competencies].map(([code, { kind, names }]) => [code, kind, ...names]),
    tasks: tasks.map(({ code, name, level }) => [code, name, level]),
  };
}
