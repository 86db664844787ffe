import { isLetter } from '../characters.ts';
import type { Span } from './parts.ts';
import { ADDRESS_SIGN, MAIL_SIGN } from './signs.ts';

const TAGS = new Set(
  `a abbr address article aside b blockquote body br button caption center cite code col colgroup dd del details div dl dt em
  fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label legend li link main mark
  meta nav nobr noscript o object ol optgroup option p path picture pre q s script section select small source span strike strong
  style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul video wbr`.split(
    /\s+/,
  ),
);
const INLINE = new Set(
  `a abbr b cite code del em font i img ins label mark nobr o q s small span strike strong sub sup time tt u wbr`.split(
    /\s+/,
  ),
);
const ENTITIES = `amp|lt|gt|nbsp|quot|apos|ensp|emsp|thinsp|middot|bull|hellip|ndash|mdash|lsquo|rsquo|ldquo|rdquo|copy|reg|trade|times|yen`;

/**
 * Every repetition is bounded or stops at a sign that it cannot begin with, so the time is linear in the text. A tag must
 * bear a name that HTML knows: <Role> is somebody's heading. Folding would make ＜ a tag, so the text as pasted is read.
 */
const WITHOUT_MAIL = markup([]);
/** Looks for an @ within 64 units of every letter, which takes long; most texts hold none. */
const WITH_MAIL = markup(['[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,6}']);

function markup(mail: readonly string[]): RegExp {
  const forms = [
    '<!--',
    '<\\/?([a-z][a-z0-9]*)(?::[a-z]+)?(?:[\\s/][^<>]*)?>',
    `&(?:${ENTITIES}|#\\d{1,7}|#x[0-9a-f]{1,6});`,
    '(?:https?:\\/\\/|www\\.)[!#-;=?-~]+',
    ...mail,
    '[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,3}\\.(?:com|org|net|edu|gov|cc|ee|gle|io|me|tw)\\/[!#-;=?-~]*',
    '[\\w-]{1,63}\\.(?:com|org|edu|gov|net)\\.tw\\b',
  ];
  return new RegExp(forms.join('|'), 'gi');
}

/** The folded units of `text` with its markup blanked out; `folded` itself, which is not written to, where nothing changes. */
export function blankMarkup(
  text: string,
  folded: Uint16Array,
): { readonly units: Uint16Array; readonly markup: readonly Span[] } {
  const markup: Span[] = [];
  const marked = mayHoldMarkup(text);
  if (!marked && !text.includes('’')) return { units: folded, markup };
  const units = folded.slice();
  for (let at = text.indexOf('’'); at >= 0; at = text.indexOf('’', at + 1)) units[at] = 0x27; // What You’ll Do
  if (!marked) return { units, markup };
  const closers = new Closers(text);
  let done = 0;
  for (const match of text.matchAll(text.includes('@') ? WITH_MAIL : WITHOUT_MAIL)) {
    const start = match.index;
    if (start < done) continue; // inside a comment or a script
    const [whole, tag] = match;
    const name = tag?.toLowerCase();
    if (name !== undefined && !TAGS.has(name) && !whole.includes(':')) continue;
    const end = closers.end(whole, name, start + whole.length);
    units.fill(0x20, start, end);
    units[start] = signOf(whole, name);
    markup.push({ start, end });
    done = end;
  }
  /^/.test(''); // RegExp.$_ would keep the whole text, for anybody, until the next match of any expression
  return { units, markup };
}

/** Whether there might be markup. Nine ads of ten hold none of its signs, and to look for signs is cheaper than to search. */
function mayHoldMarkup(text: string): boolean {
  return (
    text.includes('<') ||
    text.includes('@') ||
    text.includes('//') ||
    (text.includes('&') && text.includes(';')) ||
    holdsDomain(text)
  );
}

/** bit.ly/, .com.tw, www. */
function holdsDomain(text: string): boolean {
  for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
    if ((text.charCodeAt(at - 1) | 0x20) === 0x77) return true;
    if (isLetter(text.charCodeAt(at + 1) | 0x20) && ENDS_DOMAIN.test(text.slice(at + 1, at + 5))) return true;
  }
  return false;
}

const ENDS_DOMAIN = /^(?:tw|[a-z]{2,3}\/)/i;

function signOf(whole: string, tag: string | undefined): number {
  if (tag !== undefined) return INLINE.has(tag) ? 0x20 : 0x0a;
  if (whole.startsWith('<') || whole.startsWith('&')) return 0x20;
  return whole.includes('@') && !whole.includes('/') ? MAIL_SIGN : ADDRESS_SIGN;
}

/** Where comments, scripts and styles end. What is sought in vain once is not sought again: the time stays linear. */
class Closers {
  readonly #text: string;
  readonly #absent = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  end(opening: string, tag: string | undefined, at: number): number {
    if (opening === '<!--') return this.#seek('-->', at);
    if ((tag === 'script' || tag === 'style') && opening[1] !== '/') return this.#seek(`</${tag}>`, at);
    return at;
  }

  #seek(closer: string, at: number): number {
    if (this.#absent.has(closer)) return at;
    const found = this.#text.indexOf(closer, at);
    if (found >= 0) return found + closer.length;
    this.#absent.add(closer);
    return at;
  }
}
