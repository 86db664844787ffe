import type { Evidence, MatchAnswer, OccupationMatch, TaskMatch } from '../matching/answer.ts';

/**
 * What the page does in the browser. It is served as its own source (files.ts), so everything it needs stands inside it:
 * imports above are types only. Whatever comes from the text or from an answer becomes text nodes, never markup.
 */
export function startPage(): void {
  const MAX_TEXT = 50_000;
  const VERDICTS = { clear: '很像', unclear: '不確定', none: '這些職能基準都不像' };
  const KINDS = { knowledge: '知識', skill: '技能', attitude: '態度' };
  const PARTS = {
    name: '職業名稱',
    description: '工作描述',
    classification: '所屬類別',
    duty: '主要職責',
    task: '工作任務',
    level: '職能級別',
    attitude: '態度',
  };
  const REASONS = 6;
  const ERRORS: Readonly<Record<string, string>> = {
    'body-too-large': '文字太長，請縮短後再試。',
    'invalid-values': '文字或職稱的長度不對，請檢查後再試。',
    'internal-error': '伺服器出了問題，請稍後再試。',
    'not-ready': '伺服器還沒準備好，請稍後再試。',
    overloaded: '現在使用的人太多，請稍後再試。',
    'rate-limited': '查詢太頻繁，請過一分鐘再試。',
    'request-timeout': '傳送太慢，請再試一次。',
    unauthorized: '這個服務需要 API 金鑰，不能在這一頁使用。',
  };

  const form = byId<HTMLFormElement>('form');
  const title = byId<HTMLInputElement>('title');
  const text = byId<HTMLTextAreaElement>('text');
  const count = byId('count');
  const submit = byId<HTMLButtonElement>('submit');
  const status = byId('status');
  const results = byId('results');
  let running: AbortController | null = null;

  text.addEventListener('input', showCount);
  text.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    void match();
  });
  showCount(); // a reload may have kept the text

  async function match(): Promise<void> {
    const refusal = refusalOf(text.value);
    text.setAttribute('aria-invalid', String(refusal !== null));
    if (refusal !== null) {
      showMessage(refusal);
      text.focus();
      return;
    }
    running?.abort();
    const current = new AbortController();
    running = current;
    submit.setAttribute('aria-busy', 'true');
    status.replaceChildren(make('p', 'message', '比對中…'));
    try {
      const response = await fetch('/v1/match', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text: text.value, ...(title.value === '' ? {} : { title: title.value }) }),
        signal: current.signal,
      });
      const answer: unknown = await response.json();
      if (response.ok) show(answer as MatchAnswer);
      else showMessage(ERRORS[(answer as { code: string }).code] ?? '無法比對，請稍後再試。');
    } catch {
      if (!current.signal.aborted) showMessage('連不上伺服器，請稍後再試。');
    } finally {
      if (running === current) submit.removeAttribute('aria-busy');
    }
  }

  function refusalOf(value: string): string | null {
    if (value.trim() === '') return '請先貼上文字。';
    return value.length > MAX_TEXT ? `文字太長，最多 ${MAX_TEXT.toLocaleString()} 字。` : null;
  }

  function showCount(): void {
    count.textContent = `${text.value.length.toLocaleString()} / ${MAX_TEXT.toLocaleString()} 字`;
    count.classList.toggle('over', text.value.length > MAX_TEXT);
  }

  function showMessage(message: string): void {
    status.replaceChildren(make('p', 'message error', message));
    results.replaceChildren();
  }

  function show({ index, verdict, occupations, tasks }: MatchAnswer): void {
    const [first] = occupations;
    const verdictLine = make('p', `verdict ${verdict}`, VERDICTS[verdict]);
    const scope = `在 ${index.standards.toLocaleString()} 份職能基準中`;
    const summary =
      first === undefined ? `${scope}，沒有任何字句相符。` : `${scope}，最接近的是「${first.name}」。`;
    status.replaceChildren(verdictLine, make('p', 'summary', summary));
    if (first === undefined) {
      results.replaceChildren();
      return;
    }
    const names = new Map(occupations.map(({ id, name }) => [id, name]));
    results.replaceChildren(
      make('h2', '', '職業'),
      make('p', 'hint', '長條只比較這一次結果的高低，不是符合率。'),
      list(
        'occupations',
        occupations.map(occupation =>
          occupationItem(occupation, first.score, occupation === first && verdict !== 'none'),
        ),
      ),
    );
    const [firstTask] = tasks;
    if (firstTask === undefined) return;
    results.append(
      make('h2', '', '工作任務'),
      list(
        'tasks',
        tasks.map(task => taskItem(task, firstTask.score, names.get(task.occupation) ?? task.occupation)),
      ),
    );
  }

  function occupationItem(occupation: OccupationMatch, best: number, open: boolean): HTMLElement {
    const item = make('li', 'card');
    const details = make('details', '');
    details.open = open;
    const heading = make('summary', '');
    heading.append(
      make('span', 'name', occupation.name),
      make('span', 'facts', [levelOf(occupation), occupation.code].filter(Boolean).join('・')),
      bar(occupation.score, best),
    );
    details.append(heading);
    const tasks = (occupation.tasks ?? []).slice(0, 3);
    if (tasks.length > 0) {
      details.append(make('h3', '', '最相關的工作任務'));
      details.append(
        list(
          'plain',
          tasks.map(({ code, name }) => labelled(code, name)),
        ),
      );
    }
    const reasons = reasonsOf(occupation).slice(0, REASONS);
    if (reasons.length > 0) {
      details.append(make('h3', '', '依據：文字裡的哪些字句，說明了什麼'));
      details.append(list('plain', reasons.map(reasonItem)));
    }
    item.append(details);
    return item;
  }

  function taskItem(task: TaskMatch, best: number, occupation: string): HTMLElement {
    const item = make('li', 'card');
    item.append(
      make('span', 'name', task.name),
      make('span', 'facts', [levelOf(task), task.code, occupation].filter(Boolean).join('・')),
      bar(task.score, best),
    );
    return item;
  }

  interface Reason {
    readonly label: string;
    readonly name: string;
    readonly contribution: number;
    readonly evidence: readonly Evidence[];
  }

  /** Competencies and the other parts of the score alike, what counts most first. */
  function reasonsOf({ competencies = [], remainder = [] }: OccupationMatch): Reason[] {
    return [
      ...competencies.map(({ code, kind, name, ...rest }) => ({
        label: `${KINDS[kind]} ${code}`,
        name,
        ...rest,
      })),
      ...remainder.map(({ part, ...rest }) => ({ label: PARTS[part], name: '', ...rest })),
    ].sort((a, b) => b.contribution - a.contribution);
  }

  function reasonItem({ label, name, evidence }: Reason): HTMLElement {
    const item = labelled(label, name);
    const words = [
      ...new Set(evidence.map(({ term, as }) => (as === undefined ? term : `${term}≈${as}`))),
    ].slice(0, 6);
    const row = make('span', 'words');
    for (const word of words) row.append(make('mark', '', word), ' ');
    item.append(row);
    return item;
  }

  function labelled(label: string, value: string): HTMLElement {
    const item = make('li', '');
    item.append(make('span', 'label', label), ' ', value);
    return item;
  }

  function levelOf({ level }: { readonly level?: number }): string {
    return level === undefined ? '' : `第 ${level} 級`;
  }

  /** For the eye only: the order of the list says the same. */
  function bar(score: number, best: number): HTMLElement {
    const track = make('span', 'bar');
    const fill = make('span', 'fill');
    fill.style.inlineSize = `${(100 * score) / best}%`;
    track.setAttribute('aria-hidden', 'true');
    track.append(fill);
    return track;
  }

  function list(className: string, items: readonly HTMLElement[]): HTMLElement {
    const element = make(className === 'plain' ? 'ul' : 'ol', className);
    element.append(...items);
    return element;
  }

  function make<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    className: string,
    content = '',
  ): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag);
    if (className !== '') element.className = className;
    element.textContent = content;
    return element;
  }

  function byId<Kind extends HTMLElement>(id: string): Kind {
    return document.getElementById(id) as Kind;
  }
}
