import { pinyin } from 'pinyin-pro'

/** `wangxiaoming` and `wxm` of 王小明, for search. */
export function spellingOf(name: string): { full: string; initials: string } {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' })
  return {
    full: syllables.join('').toLowerCase().replace(/\s/g, ''),
    initials: syllables
      .map(syllable => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
  }
}
