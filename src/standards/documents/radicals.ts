/**
 * Kangxi radicals (⼯ for 工) look like the characters that they stand for: fonts of PDF files and what is copied from them
 * mix them up. Unicode folds the Kangxi block, and of the supplement nearly nothing, so those that stand for a whole
 * character are listed here.
 */
const SUPPLEMENT: Readonly<Record<string, string>> = {
  ...{ '⺁': '厂', '⺇': '几', '⺌': '小', '⺎': '兀', '⺏': '尣', '⺐': '尢', '⺒': '巳', '⺓': '幺' },
  ...{ '⺘': '手', '⺙': '攵', '⺛': '旡', '⺝': '月', '⺟': '母', '⺠': '民', '⺩': '王', '⺫': '目' },
  ...{ '⺬': '示', '⺯': '糸', '⺰': '纟', '⺱': '网', '⺳': '网', '⺷': '羊', '⺸': '羊', '⺻': '聿' },
  ...{ '⺼': '肉', '⻀': '艹', '⻁': '虎', '⻂': '衣', '⻃': '覀', '⻄': '西', '⻅': '见', '⻆': '角' },
  ...{ '⻉': '贝', '⻋': '车', '⻌': '辶', '⻎': '辶', '⻏': '邑', '⻑': '長', '⻒': '镸', '⻓': '长' },
  ...{ '⻔': '门', '⻖': '阜', '⻗': '雨', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞' },
  ...{ '⻝': '食', '⻞': '食', '⻟': '飠', '⻠': '饣', '⻢': '马', '⻣': '骨', '⻤': '鬼', '⻥': '鱼' },
  ...{ '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉', '⻬': '齐', '⻭': '歯' },
  ...{ '⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜', '⻲': '亀', '⻳': '龟' },
};

/** The text with whole characters in place of radicals; each is one UTF-16 unit, and so is what stands for it. */
export function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fd5]/g, radical => SUPPLEMENT[radical] ?? radical.normalize('NFKC'));
}
