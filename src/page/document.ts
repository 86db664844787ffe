/** The page's markup. Nothing in it comes from a user: results are put in by the script, as text. */
export function pageDocument(standards: number): string {
  return `<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>職能比對｜icap-match</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<header>
<h1>這段文字像哪一種職業？</h1>
<p>貼上徵才廣告或履歷，看它最接近 ${standards} 份 iCAP 職能基準中的哪些職業與工作任務，以及是哪些字句讓它接近。</p>
</header>
<main>
<form id="form" method="post" novalidate>
<div class="field">
<label for="title">職稱 <span class="hint">（可不填）</span></label>
<input id="title" name="title" type="text" autocomplete="off" maxlength="500">
</div>
<div class="field">
<label for="text">徵才廣告或履歷的內容</label>
<textarea id="text" name="text" rows="10" required autocomplete="off" spellcheck="false"
 aria-describedby="count privacy"></textarea>
<p id="count" class="hint">0 / 50,000 字</p>
</div>
<p id="privacy" class="hint">文字只會送到提供本頁的伺服器做比對，不會儲存，也不會寫進紀錄。</p>
<button id="submit" type="submit">比對</button>
<span class="hint keys">或按 Ctrl + Enter</span>
<noscript><p class="message error">這一頁需要 JavaScript 才能比對。</p></noscript>
</form>
<section aria-label="比對結果">
<div id="status" role="status" aria-live="polite"></div>
<div id="results"><p class="hint">結果會出現在這裡。</p></div>
</section>
</main>
<footer>
<p>結果只說明文字與職能基準的相似之處，供人參考；它不是符合率，也不能用來決定錄用。</p>
<p><a href="/docs">API 文件（英文）</a></p>
</footer>
</body>
</html>
`;
}
