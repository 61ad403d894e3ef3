import type { Disclosure } from './disclosure-view.ts'

/** 2026 年第 3 季度 */
export function quarterWords(quarter: string): string {
  const [year, number] = quarter.split('-Q')
  return `${year} 年第 ${number} 季度`
}

/** What a file of a disclosure is called. */
export function disclosureTitle({
  communityName,
  kind,
  quarter,
}: Pick<Disclosure, 'communityName' | 'kind' | 'quarter'>): string {
  return `${communityName} ${kind === 'public' ? '公共收益' : '维修资金'}公示 ${quarter}`
}

/** The sums of a quarter, row by row, from the balance before to the balance after. */
export function summaryRows({ kind, content }: Pick<Disclosure, 'kind' | 'content'>) {
  const { openingFen, receivedFen, incomeFen, spentFen, managedFen, managementPercent, closingFen } = content
  const percent = managementPercent.replace(/\.?0+$/, '')
  return [
    { words: '期初余额', fen: openingFen, isTotal: true },
    { words: '加：收费收入（不含税）', fen: receivedFen, isTotal: false },
    { words: '加：其他收入（不含税）', fen: incomeFen, isTotal: false },
    { words: '减：支出', fen: spentFen, isTotal: false },
    ...(kind === 'public'
      ? [{ words: `减：物业企业合理成本（不超过收入的 ${percent || '0'}%）`, fen: managedFen, isTotal: false }]
      : []),
    { words: '期末余额', fen: closingFen, isTotal: true },
  ]
}
