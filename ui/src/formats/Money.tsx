import { formatFen } from './format-fen.ts'

export interface MoneyProps {
  /** Integer fen. */
  fen: number | bigint
  size?: 'normal' | 'large' | 'hero'
  tone?: 'text' | 'secondary' | 'success' | 'danger'
  /** Without ¥, where a column head already says it. */
  bare?: boolean
}

/** An amount: ¥, thousands, always two decimals, tabular digits. */
export function Money({ fen, size = 'normal', tone = 'text', bare = false }: MoneyProps) {
  const text = formatFen(fen)
  const negative = text.startsWith('-')
  return (
    <span className={`aj-money aj-money--${size} aj-money--${tone}`}>
      {negative ? '-' : ''}
      {bare ? null : <span className="aj-money__sign">¥</span>}
      {negative ? text.slice(1) : text}
    </span>
  )
}
