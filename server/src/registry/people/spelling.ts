import { pinyin } from 'pinyin-pro'

/** How a name is spelled, for search: of 王小明 `wangxiaoming` and `wxm`, from its second syllable on `xiaoming`, from its third on `ming`. */
export interface Spelling {
  full: string
  initials: string
  fromSecond: string
  fromThird: string
}

export function spellingOf(name: string): Spelling {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
  const from = (first: number) => syllables.slice(first).join('').toLowerCase().replace(/\s/g, '')
  return {
    full: from(0),
    initials: syllables
      .map(syllable => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
    fromSecond: from(1),
    fromThird: from(2),
  }
}

/** What somebody typed as pinyin: `ou yang`, `Ou'yang` and `ouyang` are one; null when it is none. */
export function pinyinOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  return /^[a-z][a-z\s'’·-]*$/i.test(plain) ? plain.replace(/[^a-z]/gi, '').toLowerCase() : null
}
