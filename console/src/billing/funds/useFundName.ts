import type { FundRow } from './fund.ts'
import { useFundTexts } from './texts.ts'

/** What an account is called: 公共收益, 代收 · 自来水费. */
export function useFundName(): (of: Pick<FundRow, 'kind' | 'itemName'>) => string {
  const t = useFundTexts()
  return ({ kind, itemName }) => (itemName ? `${t(`kind.${kind}`)} · ${itemName}` : t(`kind.${kind}`))
}
