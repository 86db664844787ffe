import { describe, expect, it } from 'vitest';
import { encode, open, refusal } from './make.ts';

describe('an HTML file', () => {
  it('gives what is visible, and its title', async () => {
    const html = `<!DOCTYPE html><html><head><title>業務助理 &amp; 行政
      ｜某公司</title><meta name="description" content="不要"><style>p{color:red}</style><script>alert("<p>不要</p>")</script></head>
      <body><svg><title>不要</title><text>不要</text></svg><!-- 不要 --><h1>業務<b>助理</b></h1><p>負責   訂單
      與報價<br>以及&nbsp;出貨</p><ul><li>Excel</li><li>ERP</li></ul>
      <table><tr><th>薪資</th><td>面議</td></tr><tr><td>地點</td><td>台北</td></tr></table>
      <div hidden>不要</div><div style="DISPLAY : none">不要</div><noscript>不要</noscript><template><p>不要</p></template>
      <select><option>不要</option></select><pre>  a
  b</pre></body></html>`;
    expect(await open(html, 'ad.txt')).toEqual({
      title: '業務助理 & 行政 ｜某公司',
      text: '業務助理\n負責 訂單 與報價\n以及\u00A0出貨\nExcel\nERP\n薪資\t面議\n地點\t台北\n  a\n  b',
      notices: [],
    });
  });

  it('is told by its beginning, or by its name when it is a piece of a page', async () => {
    expect((await open('\uFEFF<!-- saved -->\n<html><p>職能', 'a')).text).toBe('職能');
    expect((await open('<div>職能<p>基準', 'a.HTM')).text).toBe('職能\n基準');
    expect((await open('<div>職能<p>基準', 'a.txt')).text).toBe('<div>職能<p>基準');
    expect((await open('薪資 < 4萬', 'a.html')).text).toBe('薪資 < 4萬');
  });

  it('may be in the encoding that it declares, or in another', async () => {
    const html = '<html><head><meta charset="big5"></head><body>業務助理，負責報價';
    expect(await open(encode(html, 'big5'))).toEqual({ text: '業務助理，負責報價', notices: [] });
    const wrong = '<html><head><meta charset="nonsense"></head><body>業務助理，負責報價';
    expect((await open(encode(wrong, 'big5'))).text).toBe('業務助理，負責報價');
  });

  it('of markup that shows nothing is empty', async () => {
    expect(
      await refusal('<html><script>location = "https://example.com"</script><img src=x onerror=alert(1)>'),
    ).toBe('empty');
  });

  it('may be hostile or half-written: it is text or damaged, in no more time than it is long', async () => {
    const size = 2_000_000;
    const hostile = [
      '<a>',
      '</a>',
      '<a></b>',
      '<a ',
      '<!--',
      '<p',
      '&',
      '&#x',
      '<![CDATA[',
      '<table><tr>',
      '<svg>',
      '<a b="',
    ];
    for (const unit of hostile) {
      const outcome = await refusal(`<html>職能${unit.repeat(size / unit.length)}`);
      expect(outcome).toMatch(/^(opened: 職能|damaged$)/);
    }
    expect(await refusal(`<html>${'<div>'.repeat(100_000)}`)).toBe('damaged');
  });

  it('has text that is text', async () => {
    expect((await open('<html><p>&lt;script&gt;alert(1)&lt;/script&gt; \u202Eabc &#0; &#xD800;')).text).toBe(
      '<script>alert(1)</script> \u202Eabc \uFFFD \uFFFD',
    );
  });
});
