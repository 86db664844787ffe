import { type Child, createContext, type FC, useContext } from 'hono/jsx';
import type { CodedText, Competency, Standard, Task } from '../../standards/model.ts';
import { CHINESE, usePage } from './page.ts';

/**
 * One standard, whole, as it was read from its document. Every code is an anchor (behind `prefix`, since a record may
 * stand twice on one page), and so are the parts that evidence names: name, description, classification.
 */
export const Record: FC<{ standard: Standard; prefix: string; top?: boolean }> = ({
  standard,
  prefix,
  top = false,
}) => {
  const { words } = usePage();
  const {
    name,
    code,
    level,
    description,
    classification,
    prerequisites,
    versions,
    duties,
    attitudes,
    notes,
    superseded,
  } = standard;
  const kinds = [classification.category, classification.occupation, classification.industry].filter(
    entry => entry.name !== null,
  );
  const anchors = firstTasks(standard);
  return (
    <Depth.Provider value={top ? 1 : 2}>
      <article class="record" lang={CHINESE}>
        {top ? (
          <h1 id={`${prefix}name`}>{name}</h1>
        ) : (
          <p class="name" id={`${prefix}name`}>
            {name}
          </p>
        )}
        {superseded ? (
          <p class="old banner" lang={words.tag}>
            {words.standard.superseded}
          </p>
        ) : null}
        <dl class="profile">
          <Fact name={words.standard.code}>{code ?? words.standards.noCode}</Fact>
          {level === null ? null : (
            <Fact name={words.standards.level} id={`${prefix}level`}>
              {level}
            </Fact>
          )}
          {kinds.length === 0 ? null : (
            <Fact name={words.standard.classification} id={`${prefix}classification`}>
              {kinds
                .map(entry => `${entry.name}${entry.code === null ? '' : `（${entry.code}）`}`)
                .join('・')}
            </Fact>
          )}
          <Fact name={words.standard.description} id={`${prefix}description`}>
            {description}
          </Fact>
          {prerequisites.length === 0 ? null : (
            <Fact name={words.standard.prerequisites}>
              <ul>
                {prerequisites.map(one => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
        <Heading below={1} lang={words.tag}>
          {words.standard.duties}
        </Heading>
        {top ? (
          <nav class="contents" aria-label={words.standard.contents}>
            <ol>
              {duties.map(duty => (
                <li key={duty.code}>
                  <a href={`#${prefix}${duty.code}`}>
                    <span class="code">{duty.code}</span> {duty.name}
                  </a>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        {duties.map(duty => (
          <section class="duty" key={duty.code}>
            <Heading below={2} id={`${prefix}${duty.code}`}>
              <span class="code">{duty.code}</span> {duty.name}
            </Heading>
            {duty.tasks.map(task => (
              <TaskRecord key={task.code} task={task} prefix={prefix} anchors={anchors} />
            ))}
          </section>
        ))}
        <Heading below={1} lang={words.tag}>
          {words.standard.attitudes}
        </Heading>
        <ul class="coded">
          {attitudes.map(attitude => (
            <li key={attitude.code} id={`${prefix}${attitude.code}`}>
              <span class="code">{attitude.code}</span> {attitude.name}
              {attitude.definition === null ? null : <p>{attitude.definition}</p>}
            </li>
          ))}
        </ul>
        {notes.length === 0 ? null : (
          <>
            <Heading below={1} lang={words.tag}>
              {words.standard.notes}
            </Heading>
            <ul class="notes">
              {notes.map(({ ref, text }, i) => (
                <li key={`${i} ${ref ?? ''}`}>
                  {ref === null ? '' : `【${ref}】`}
                  {text}
                </li>
              ))}
            </ul>
          </>
        )}
        {versions.length === 0 ? null : (
          <details class="versions">
            <summary lang={words.tag}>{words.standard.versions}</summary>
            <ul>
              {versions.map(version => (
                <li key={`${version.version} ${version.code}`}>
                  {[version.version, version.code, version.name, version.status, version.date, version.note]
                    .filter(Boolean)
                    .join('・')}
                </li>
              ))}
            </ul>
          </details>
        )}
        <p class="hint" lang={words.tag}>
          {words.standard.source}
        </p>
      </article>
    </Depth.Provider>
  );
};

/** How deep a record lies in its page: its own heading is of the first level on its page, of the second in a dialog. */
const Depth = createContext(1);

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const Heading: FC<{ below: number; id?: string; lang?: string; children?: Child }> = ({
  below,
  children,
  ...rest
}) => {
  const Tag = HEADINGS[useContext(Depth) + below - 1]!;
  return (
    <Tag class={`below-${below}`} {...rest}>
      {children}
    </Tag>
  );
};

const Fact: FC<{ name: string; id?: string; children?: Child }> = ({ name, id, children }) => (
  <div {...(id === undefined ? {} : { id })}>
    <dt lang={usePage().words.tag}>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** K and S come again in every task that requires them: the first task of each is where its anchor is. */
function firstTasks({ duties }: Standard): ReadonlyMap<string, Task> {
  const first = new Map<string, Task>();
  for (const task of duties.flatMap(duty => duty.tasks)) {
    for (const { code } of [...task.knowledge, ...task.skills]) if (!first.has(code)) first.set(code, task);
  }
  return first;
}

const TaskRecord: FC<{ task: Task; prefix: string; anchors: ReadonlyMap<string, Task> }> = ({
  task,
  prefix,
  anchors,
}) => {
  const { words } = usePage();
  const anchor = (code: string): { readonly id?: string } =>
    anchors.get(code) === task ? { id: `${prefix}${code}` } : {};
  return (
    <section class="task" id={`${prefix}${task.code}`}>
      <Heading below={3}>
        <span class="code">{task.code}</span> {task.name}{' '}
        {task.level === null ? null : (
          <span class="level" lang={words.tag}>
            {words.results.level(task.level)}
          </span>
        )}
      </Heading>
      <div class="columns">
        <Texts name={words.standard.outputs} texts={task.outputs} prefix={prefix} />
        <Texts name={words.standard.indicators} texts={task.indicators} prefix={prefix} />
        <Names name={words.standard.knowledge} of={task.knowledge} anchor={anchor} />
        <Names name={words.standard.skills} of={task.skills} anchor={anchor} />
      </div>
    </section>
  );
};

const Texts: FC<{ name: string; texts: readonly CodedText[]; prefix: string }> = ({ name, texts, prefix }) =>
  texts.length === 0 ? null : (
    <div>
      <Heading below={4} lang={usePage().words.tag}>
        {name}
      </Heading>
      <ul class="coded">
        {texts.map(({ code, text }) => (
          <li key={code} id={`${prefix}${code}`}>
            <span class="code">{code}</span> {text}
          </li>
        ))}
      </ul>
    </div>
  );

const Names: FC<{
  name: string;
  of: readonly Competency[];
  anchor: (code: string) => { readonly id?: string };
}> = ({ name, of, anchor }) =>
  of.length === 0 ? null : (
    <div>
      <Heading below={4} lang={usePage().words.tag}>
        {name}
      </Heading>
      <ul class="coded names">
        {of.map(({ code, name: printed }) => (
          <li key={code} {...anchor(code)}>
            <span class="code">{code}</span> {printed}
          </li>
        ))}
      </ul>
    </div>
  );
