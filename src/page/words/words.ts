import type { CompetencyKind, GapStatus, RemainderPart, Verdict } from '../../matching/answer.ts';
import type { LoadFault } from '../engine/engine.ts';
import type { FileFault, FileNotice } from '../files/problem.ts';
import type { Language, Place } from '../places.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Everything that the page says, in one language. What holds a number or a name is a function of it. */
export interface Words {
  readonly language: Language;
  readonly tag: 'zh-Hant-TW' | 'en';
  /** Between two things of one line, and before what a word announces. */
  readonly dot: string;
  readonly colon: string;
  readonly product: string;
  readonly tagline: string;
  readonly description: string;
  /** Follows it, with the space between, where texts stay in the browser. */
  readonly descriptionLocal: string;
  readonly skip: string;
  readonly nav: {
    readonly match: string;
    readonly compare: string;
    readonly standards: string;
    readonly label: string;
  };
  readonly settings: {
    readonly otherLanguage: string;
    readonly theme: string;
    readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
  };
  readonly privacy: {
    readonly local: string;
    readonly localMore: string;
    readonly remote: string;
    readonly remember: string;
    readonly remembered: string;
    readonly forget: string;
    readonly forgotten: string;
  };
  readonly engine: {
    loading(share: number | null, megabytes: string, total: string | null): string;
    readonly unpacking: string;
    ready(standards: number, tasks: number): string;
    /** On the server. */
    readyThere(standards: number, tasks: number): string;
    readonly faults: Readonly<Record<LoadFault, string>>;
    readonly retry: string;
    readonly reload: string;
    readonly useServer: string;
    readonly consent: string;
    readonly agree: string;
    readonly cancel: string;
    problem(code: string): string;
    readonly waiting: string;
  };
  readonly composer: {
    readonly kind: string;
    readonly kinds: Readonly<Record<'ad' | 'cv', string>>;
    readonly title: string;
    readonly titleHint: string;
    readonly texts: Readonly<Record<'ad' | 'cv', string>>;
    readonly placeholders: Readonly<Record<'ad' | 'cv', string>>;
    count(units: number, most: number): string;
    tooLong(most: number): string;
    readonly open: string;
    readonly drop: string;
    readonly opening: string;
    readonly examples: string;
    readonly clear: string;
    readonly undo: string;
    readonly cleared: string;
    readonly replaced: string;
    ignored(places: number): string;
    readonly ignoredLabel: string;
    readonly caretHint: string;
    readonly caretNothing: string;
    readonly legend: { readonly carried: string; readonly ignored: string };
  };
  readonly reasons: Readonly<Record<string, string>>;
  readonly fileProblems: Readonly<Record<FileFault | FileNotice, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly verdictMore: Readonly<Record<Verdict, string>>;
  readonly results: {
    readonly heading: string;
    readonly empty: string;
    readonly emptyMore: string;
    readonly nothing: string;
    among(standards: number): string;
    readonly scale: string;
    readonly tasks: string;
    level(level: number): string;
    readonly score: string;
    readonly superseded: string;
    readonly includeSuperseded: string;
    took(milliseconds: string): string;
    announce(verdict: string, first: string, among: string): string;
    readonly back: string;
  };
  readonly kinds: Readonly<Record<CompetencyKind, string>>;
  readonly parts: Readonly<Record<RemainderPart, string>>;
  readonly tabs: {
    readonly label: string;
    readonly why: string;
    readonly gaps: string;
    readonly helper: string;
  };
  readonly why: {
    readonly chart: string;
    readonly byCompetency: string;
    readonly byTask: string;
    readonly others: string;
    readonly otherTasks: string;
    sum(score: string): string;
    more(count: number): string;
    rest(n: number): string;
    readonly columns: { readonly word: string; readonly source: string; readonly contribution: string };
    readonly standsFor: string;
    readonly wholeStandard: string;
  };
  readonly status: Readonly<Record<GapStatus, string>>;
  readonly gaps: {
    readonly intro: string;
    readonly tasks: string;
    readonly neededBy: string;
    readonly all: string;
    counts(covered: number, partly: number, missing: number): string;
  };
  readonly helper: {
    readonly intro: string;
    readonly tasks: string;
    readonly competencies: string;
    readonly indicators: string;
    readonly outputs: string;
    readonly copy: string;
    readonly copied: string;
    readonly insert: string;
    readonly inserted: string;
    readonly nothing: string;
    chosen(count: number): string;
  };
  readonly compare: {
    readonly heading: string;
    readonly intro: string;
    readonly through: string;
    readonly best: string;
    readonly needBoth: string;
    readonly groups: Readonly<Record<'both' | 'asked' | 'shown' | 'neither', string>>;
    readonly columns: { readonly what: string; readonly ad: string; readonly cv: string };
    readonly chart: string;
    readonly show: string;
    readonly tasks: string;
    readonly none: string;
  };
  readonly standards: {
    readonly heading: string;
    readonly intro: string;
    readonly search: string;
    readonly level: string;
    readonly category: string;
    readonly any: string;
    readonly supersededToo: string;
    found(count: number, among: number): string;
    readonly none: string;
    readonly go: string;
    readonly noCode: string;
    tasks(count: number): string;
  };
  readonly standard: {
    readonly unknown: string;
    readonly unknownMore: string;
    readonly loading: string;
    readonly superseded: string;
    readonly back: string;
    readonly code: string;
    readonly classification: string;
    readonly description: string;
    readonly prerequisites: string;
    readonly versions: string;
    readonly duties: string;
    readonly outputs: string;
    readonly indicators: string;
    readonly knowledge: string;
    readonly skills: string;
    readonly attitudes: string;
    readonly notes: string;
    readonly contents: string;
    readonly close: string;
    readonly wholePage: string;
    readonly link: string;
    readonly linkCopied: string;
    readonly source: string;
  };
  readonly tools: {
    readonly menu: string;
    readonly copySummary: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly notLoaded: string;
    readonly print: string;
    readonly json: string;
    readonly csv: string;
    readonly wrong: string;
  };
  readonly wrong: {
    readonly heading: string;
    readonly intro: string;
    readonly right: string;
    readonly search: string;
    readonly none: string;
    readonly grades: Readonly<Record<'3' | '2' | '1' | '0', string>>;
    readonly note: string;
    readonly save: string;
    readonly saved: string;
  };
  readonly footer: { readonly disclaimer: string; readonly api: string; readonly source: string };
  readonly notFound: string;
  readonly noScript: string;
  readonly dismiss: string;
}

export function wordsOf(language: Language): Words {
  return language === 'en' ? en : zh;
}

/** What a tab says of a place. */
export function titleOf(place: Place | null, words: Words, standard: string | undefined): string {
  const names = {
    match: words.tagline,
    compare: words.compare.heading,
    standards: words.standards.heading,
    standard: standard ?? words.standards.heading,
  };
  return `${place === null ? words.notFound : names[place.page]}｜${words.product}`;
}
