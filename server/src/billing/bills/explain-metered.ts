/** A metered line in words: what the registers showed, what was used, and what each step of it costs. */
import { withYen } from '../../platform/money.ts'
import { type ExplanationLocale, englishDays, roundedWords } from './explain-words.ts'
import type { MeteredExplanation } from './explanation.ts'
import type { DayShare } from './usage.ts'

type Words = {
  rolled: (digits: number) => string
  meter: (name: string) => string
  used: (usage: string) => string
  before: (quantity: string) => string
  byDays: (quantity: string, days: number, of: number) => string
  handedOver: (steps: string) => string
  read: (share: string) => string
  since: (span: 'month' | 'year', usedBefore: string) => string
  fee: (amount: string) => string
  times: (months: number) => string
  least: (amount: string) => string
  less: (percent: string, reason: string) => string
  capped: (yuan: string, reason: string) => string
  estimated: string
  yuan: (amount: string) => string
  dates: (from: string, to: string, days: number) => string
  comma: string
}

const WORDS: Record<ExplanationLocale, Words> = {
  'zh-CN': {
    rolled: digits => `（${digits}位表过零）`,
    meter: name => `${name} `,
    used: usage => `用量 ${usage}`,
    before: quantity => `减已按估数计费 ${quantity}`,
    byDays: (quantity, days, of) => `按天数 ${days}/${of} 计 ${quantity}`,
    handedOver: steps => `期内缴费人变更${steps ? `，各档按天数 ${steps} 计` : ''}`,
    read: share => `缴费人变更时抄表，按月计的按 ${share} 个月计`,
    since: (span, usedBefore) => (span === 'year' ? `本年已用 ${usedBefore}` : `本期已用 ${usedBefore}`),
    fee: amount => `基本费 ${amount}`,
    times: months => ` × ${months}个月`,
    least: amount => `不足每月最低收费，按 ${amount}`,
    less: (percent, reason) => ` × ${percent}%${reason ? `（${reason}）` : ''}`,
    capped: (yuan, reason) => `，减免以每月 ${yuan}元为限${reason ? ` ${reason}` : ''}`,
    estimated: '（估数）',
    yuan: amount => `${amount}元`,
    dates: (from, to, days) => `（${from} 至 ${to}，共${days}天）`,
    comma: '；',
  },
  en: {
    rolled: digits => ` (rolled over at ${digits} digits)`,
    meter: name => `${name} `,
    used: usage => `usage ${usage}`,
    before: quantity => `less ${quantity} billed by estimate`,
    byDays: (quantity, days, of) => `${quantity} for ${days} of ${of} days`,
    handedOver: steps => `the payer changed within the reading${steps ? `, so each step is ${steps} of its own` : ''}`,
    read: share => `read as the payer changed: what is by the month is ${share} of it`,
    since: (span, usedBefore) => (span === 'year' ? `${usedBefore} used this year` : `${usedBefore} used so far`),
    fee: amount => `basic fee ${amount}`,
    times: months => ` × ${months} months`,
    least: amount => `less than the least for a month, so ${amount}`,
    less: (percent, reason) => ` × ${percent}%${reason ? ` (${reason})` : ''}`,
    capped: (yuan, reason) => `, at most ¥${yuan} a month let off${reason ? ` ${reason}` : ''}`,
    estimated: ' (estimated)',
    yuan: withYen,
    dates: (from, to, days) => ` (${from} to ${to}, ${englishDays(days)})`,
    comma: '; ',
  },
}

/** `(1251 − 1234) = 17；17 × 3.45元 = 58.65元（…）` */
export function explainMetered(line: MeteredExplanation, locale: ExplanationLocale): string {
  const words = WORDS[locale]
  const several = line.registers.length > 1
  const read = line.registers.map(register => {
    const name = several ? words.meter(register.meter) : ''
    const times = register.multiplier === '1' ? '' : ` × ${register.multiplier}`
    const rolled = register.digits === null ? '' : words.rolled(register.digits)
    return `${name}(${register.current} − ${register.previous}${rolled})${times} = ${register.used}`
  })
  const steps = [...read]
  if (several || read.length === 0) steps.push(words.used(line.usage))
  if (line.billedBefore !== null) steps.push(words.before(line.billedBefore))
  if (line.days !== line.daysOfReading) steps.push(words.byDays(line.charged, line.days, line.daysOfReading))
  if (line.ofPayer) steps.push(words.handedOver(line.tier?.span === 'month' ? shareText(line.ofPayer) : ''))
  if (line.ofMonth) steps.push(words.read(shareText(line.ofMonth)))
  if (line.tier && line.tier.usedBefore !== '0') steps.push(words.since(line.tier.span, line.tier.usedBefore))
  const cost = costOf(line, words)
  const least = line.minimum === undefined ? null : words.least(words.yuan(line.minimum) + byMonths(line, words))
  if (least !== null) steps.push(`${cost} = ${words.yuan(line.beforeMinimum ?? '')}`)
  const exact = words.yuan(line.exact + (line.exactIsCut ? '…' : ''))
  const amount = `${lessOf(line, least ?? cost, words)} = ${exact}${roundedWords(line, locale)}`
  const dates = words.dates(line.segmentStart, line.segmentEnd, line.days)
  return `${[...steps, amount].join(words.comma)}${line.estimated ? words.estimated : ''}${dates}`
}

/** What was used at its price, and the fee. */
function costOf(line: MeteredExplanation, words: Words): string {
  const parts = line.parts.map(part => {
    const name = part.name === null ? '' : `${part.name} `
    return `${name}${part.quantity} × ${words.yuan(part.unitPrice)}`
  })
  if (line.fixedAmount !== undefined) parts.push(words.fee(words.yuan(line.fixedAmount)) + byMonths(line, words))
  return parts.length === 0 ? words.yuan('0.00') : parts.join(' + ')
}

/** The months and the days' share of what is charged by the month. */
function byMonths({ months = 1, days, daysOfReading, ofMonth }: MeteredExplanation, words: Words): string {
  const share = (part: DayShare | undefined) => (part && part.days !== part.of ? ` × ${shareText(part)}` : '')
  return (months === 1 ? '' : words.times(months)) + share(ofMonth) + share({ days, of: daysOfReading })
}

const shareText = ({ days, of }: DayShare) => `${days}/${of}`

function lessOf({ percent, percentReason = '', capYuan }: MeteredExplanation, sum: string, words: Words): string {
  if (percent === undefined) return sum
  return capYuan ? sum + words.capped(capYuan, percentReason) : `(${sum})${words.less(percent, percentReason)}`
}
