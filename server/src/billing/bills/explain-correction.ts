/** Red and blue lines in words: what is taken back of which bill, what is right instead, and why. */
import type { ExplanationLocale } from './explain-words.ts'
import type { CorrectionReason, LineExplanation } from './explanation.ts'

const REASONS: Record<ExplanationLocale, Record<CorrectionReason, string>> = {
  'zh-CN': {
    price: '单价变更',
    area: '面积变更',
    discount: '优惠变更',
    measure: '计费数量变更',
    payer: '缴费人变更',
    days: '计费天数变更',
    usage: '用量变更',
    ended: '不再收取',
    rule: '收费标准变更',
    void: '账单作废',
    'by-hand': '人工更正',
    penalty: '本金更正',
  },
  en: {
    price: 'the price changed',
    area: 'the area changed',
    discount: 'a discount changed',
    measure: 'what is counted changed',
    payer: 'somebody else pays',
    days: 'the days changed',
    usage: 'the usage changed',
    ended: 'no longer charged',
    rule: 'the charge rule changed',
    void: 'the bill was void',
    'by-hand': 'corrected by hand',
    penalty: 'the principal was corrected',
  },
}

/** `红冲 ZD00000012（单价变更）：` before the arithmetic that is taken back, `更正 ZD00000012（…）：` before what is right. */
export function correctionWords(
  { color, ofBill, because }: NonNullable<LineExplanation['correction']>,
  words: string,
  locale: ExplanationLocale,
): string {
  const why = because.map(reason => REASONS[locale][reason]).join(locale === 'zh-CN' ? '、' : ', ')
  if (locale === 'zh-CN') return `${color === 'red' ? '红冲' : '更正'} ${ofBill}（${why}）：${words}`
  return `${color === 'red' ? 'Takes back' : 'Corrects'} ${ofBill} (${why}): ${words}`
}
