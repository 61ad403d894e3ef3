/** What stands between names in a list, in the language of the page: `、` or `, `. Clauses give their own Chinese mark. */
export function comma(chinese: '、' | '，' | '；' = '、'): string {
  const isEnglish = globalThis.document?.documentElement.lang === 'en'
  if (!isEnglish) return chinese
  return chinese === '；' ? '; ' : ', '
}
