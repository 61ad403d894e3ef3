/** The fee of a stay in sentences that whoever stands at the barrier can check. */
import { fenToYuan, formatMoney } from '../../platform/money.ts'
import type { ExplanationLocale } from '../bills/explain-words.ts'
import type { ParkingExplanation } from './stay.ts'

type Charge = Extract<ParkingExplanation, { kind: 'charge' }>
type Words = {
  yuan: (fen: number) => string
  length: (seconds: number) => string
  span: (from: string, to: string, length: string) => string
  stayed: (length: string) => string
  first: (minutes: number) => string
  blocks: (minutes: number) => string
  once: string
  capped: (per: '24-hours' | 'day', fen: string) => string
  card: (from: string, to: string | null) => string
  couponMinutes: (minutes: number) => string
  freeStay: (minutes: number) => string
  freeStart: (minutes: number) => string
  couponMoney: (fen: string) => string
  couponWhole: string
  paid: (at: string) => string
  grace: (minutes: number, until: string) => string
  comma: string
  colon: string
}

const WORDS: Record<ExplanationLocale, Words> = {
  'zh-CN': {
    yuan: fen => `${fenToYuan(BigInt(fen))}元`,
    length: seconds => lengthIn(seconds, ['天', '小时', '分', '秒'], ''),
    span: (from, to, length) => `${from} 至 ${to}（${length}）`,
    stayed: length => `停 ${length}`,
    first: minutes => `首${minutes}分钟 `,
    blocks: minutes => `每${minutes}分钟 `,
    once: '一次 ',
    capped: (per, fen) => `，${per === 'day' ? '当日' : '24小时'}封顶 ${fen}`,
    card: (from, to) => `月卡期内（${from} 至 ${to ?? '长期'}），免费`,
    couponMinutes: minutes => `${minutes}分钟停车券抵扣`,
    freeStay: minutes => `不超过 ${minutes}分钟，免费`,
    freeStart: minutes => `前 ${minutes}分钟免费`,
    couponMoney: fen => `${fen} 停车券抵扣，不找零`,
    couponWhole: '全免券',
    paid: at => `${at} 已付`,
    grace: (minutes, until) => `付清后 ${minutes}分钟内离场（至 ${until}），不再收费`,
    comma: '，',
    colon: '：',
  },
  en: {
    yuan: fen => formatMoney(BigInt(fen)),
    length: seconds => lengthIn(seconds, ['d', 'h', 'min', 's'], ' '),
    span: (from, to, length) => `${from} to ${to} (${length})`,
    stayed: length => `${length}`,
    first: minutes => `first ${minutes} min `,
    blocks: minutes => `each ${minutes} min `,
    once: 'once ',
    capped: (per, fen) => `, capped at ${fen} per ${per === 'day' ? 'day' : '24 hours'}`,
    card: (from, to) => `within the month card (${from} to ${to ?? 'no end'}), free`,
    couponMinutes: minutes => `coupon for ${minutes} minutes`,
    freeStay: minutes => `no longer than ${minutes} minutes, free`,
    freeStart: minutes => `the first ${minutes} minutes are free`,
    couponMoney: fen => `coupon for ${fen}, no change given`,
    couponWhole: 'coupon for everything',
    paid: at => `paid at ${at}`,
    grace: (minutes, until) => `left within ${minutes} minutes of paying all (until ${until}), nothing more`,
    comma: ', ',
    colon: ': ',
  },
}

/** `5小时20分`; days only as many as there are, seconds only where there are some. */
function lengthIn(seconds: number, units: readonly [string, string, string, string], blank: string): string {
  const counts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ]
  const parts = counts.flatMap((count, index) => (count > 0 ? [`${count}${blank}${units[index]}`] : []))
  return parts.length === 0 ? `0${blank}${units[3]}` : parts.join(blank)
}

function plain(moment: string): string {
  return moment.replace('T', ' ')
}

/** The date of the end only where it is another. */
function spanWords({ from, to, seconds }: ParkingExplanation, words: Words): string {
  const end = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : plain(to)
  return words.span(plain(from), end, words.length(seconds))
}

/** One line of a fee in words and numbers. */
export function explainParking(line: ParkingExplanation, locale: ExplanationLocale): string {
  const words = WORDS[locale]
  const during = (what: string) => spanWords(line, words) + words.colon + what
  switch (line.kind) {
    case 'charge':
      return during(chargeWords(line, words))
    case 'card':
      return during(words.card(line.cardFrom, line.cardTo))
    case 'coupon-minutes':
      return during(words.couponMinutes(line.minutes))
    case 'free':
      return during(line.freeFor === 'every-stay' ? words.freeStart(line.minutes) : words.freeStay(line.minutes))
    case 'coupon-money':
      return words.couponMoney(words.yuan(line.couponFen))
    case 'coupon-whole':
      return words.couponWhole
    case 'paid':
      return words.paid(plain(line.from))
    case 'grace':
      return words.grace(line.minutes, plain(line.until))
  }
}

function chargeWords({ steps, sumFen, cap }: Charge, words: Words): string {
  const sum = steps.map(step => stepWords(step, words)).join(' + ')
  const [only] = steps
  // A single price needs no sum.
  const total = steps.length === 1 && only?.count === 1 ? '' : ` = ${words.yuan(sumFen)}`
  return sum + total + (cap ? words.capped(cap.per, words.yuan(cap.fen)) : '')
}

/** `首60分钟 5.00元`, `每60分钟 2.00元 × 5`, `21:00–07:00 停 9小时，一次 5.00元`. */
function stepWords({ of, period, seconds, minutes, count, fen }: Charge['steps'][number], words: Words): string {
  const when = period ? `${period.from}–${period.to} ${words.stayed(words.length(seconds))}${words.comma}` : ''
  if (of === 'first') return words.first(minutes ?? 0) + words.yuan(fen)
  if (of === 'period') return when + words.once + words.yuan(fen)
  return `${when}${words.blocks(minutes ?? 0)}${words.yuan(fen)} × ${count}`
}
