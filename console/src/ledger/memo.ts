import { type Locale, useLocale } from '@anju/ui'

/**
 * How the memos of entries begin, and end: they are kept in Chinese, as a voucher is (摘要), and what is between is a number, a day or
 * what somebody wrote. The longer before the shorter that begins alike.
 */
const BEGINNINGS: readonly (readonly [chinese: string, english: string])[] = [
  ['账单 ', 'Bill '],
  ['收款 ', 'Receipt '],
  ['转入专户 ', 'Into the special account: '],
  ['抹零 ', 'Rounded off, receipt '],
  ['预缴优惠 ', 'Let off for paying ahead, receipt '],
  ['减免 ', 'Waiver: '],
  ['坏账核销 ', 'Write-off: '],
  ['收入按服务期结转', 'Revenue moved to the months it is charged for'],
  ['差额征税', 'Tax on the margin'],
  ['租金按直线法确认', 'Rent recognised in equal months of its lease'],
  ['预存随房产合并拆分转移', 'Prepayments moved with merged or split premises'],
  ['撤销合并拆分，预存转回', 'Merger or split undone, prepayments moved back'],
  ['预存冲抵', 'Paid from prepayments'],
  ['撤销期初导入', 'Opening balances taken back'],
  ['期初押金 ', 'Opening deposit '],
  ['期初预存', 'Opening prepayment '],
  ['期初欠费 ', 'Opening debt '],
  ['红冲 ', 'Red bill '],
  ['冲正预存冲抵 ', 'Payment from prepayments reversed: '],
  ['冲正预缴优惠 ', 'Let off for paying ahead, reversed: '],
  ['冲正抹零 ', 'Rounding reversed: '],
  ['冲正 ', 'Payment reversed: '],
  ['退款收回预缴优惠 ', 'Refund, what was let off taken back: '],
  ['退款 ', 'Refund: '],
  ['押金扣款 ', 'Deducted from a deposit: '],
  ['支出 ', 'Spent: '],
  ['转交 ', 'Handed over: '],
  ['计提管理费用 ', 'Kept for costs: '],
  ['其他收入 ', 'Other income: '],
  ['期初余额 ', 'Opening balance: '],
  ['冲回 ', 'Taken back: '],
  ['渠道结算 ', 'Channel settlement '],
  ['渠道差异 ', 'Difference with a channel '],
  ['短款 ', 'Cash short '],
  ['长款 ', 'Cash over '],
  ['缴存 ', 'Cash banked '],
  ['备用金 ', 'Float handed out '],
  ['接管备用金 ', 'Float of before taken over '],
  ['钱箱存入 ', 'Put into the drawer: '],
  ['钱箱取出 ', 'Taken from the drawer: '],
]
const ENDINGS: readonly (readonly [chinese: string, english: string])[] = [
  [' 收回减免', ', waiver taken back'],
  [' 转预存', ', moved to the prepayment'],
]

/** The memo of an entry in a language; one that begins otherwise stays as it is. */
export function memoIn(locale: Locale, memo: string): string {
  if (locale === 'zh-CN') return memo
  const beginning = BEGINNINGS.find(([chinese]) => memo.startsWith(chinese))
  if (!beginning) return memo
  const rest = memo.slice(beginning[0].length)
  const ending = ENDINGS.find(([chinese]) => rest.endsWith(chinese))
  return `${beginning[1]}${ending ? `${rest.slice(0, -ending[0].length)}${ending[1]}` : rest}`.trim()
}

/** The memo of an entry in the present language. */
export function useMemoWords(): (memo: string) => string {
  const { locale } = useLocale()
  return memo => memoIn(locale, memo)
}
