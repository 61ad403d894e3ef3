/** The heading of the column of messages in an error workbook, per language. */
export const PROBLEM_HEADINGS = { 'zh-CN': '问题', en: 'Problems' } as const

/** Between the heading and what is wrong with the sheet as a whole. */
const SEPARATOR = '：'

/** The heading cell; problems of the whole sheet are told there. */
export function problemHeading(locale: keyof typeof PROBLEM_HEADINGS, sheetMessage: string | undefined): string {
  return sheetMessage === undefined
    ? PROBLEM_HEADINGS[locale]
    : `${PROBLEM_HEADINGS[locale]}${SEPARATOR}${sheetMessage}`
}

/** Whether a heading is ours. Whoever reads a workbook that has been mended leaves that column out. */
export function isProblemHeading(text: string): boolean {
  const tidy = text.trim()
  return Object.values(PROBLEM_HEADINGS).some(heading => tidy === heading || tidy.startsWith(`${heading}${SEPARATOR}`))
}
