import { formatFen, formatMoney } from '@anju/ui'
import './show.css'

interface MoneyTextProps {
  /** Integer fen; null is drawn as a dash. */
  fen: number | null
  tone?: 'text' | 'secondary' | 'success' | 'warning' | 'danger'
  /** With ¥, where no column head says what the number is. */
  sign?: boolean
  strong?: boolean
}

/** An amount: thousands, two decimals, tabular digits. */
export function MoneyText({ fen, tone = 'text', sign = false, strong = false }: MoneyTextProps) {
  if (fen === null) return <span className="c-none">–</span>
  const text = sign ? formatMoney(fen) : formatFen(fen)
  return <span className={`c-money c-money--${tone}${strong ? ' c-money--strong' : ''}`}>{text}</span>
}
