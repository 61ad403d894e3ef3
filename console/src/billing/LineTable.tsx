import { formatFen, useLocale } from '@anju/ui'
import { useBillingTexts } from './texts.ts'
import './billing.css'

export interface ShownLine {
  segmentStart: string
  segmentEnd: string
  amountFen: number
  settledFen?: number
  words: { 'zh-CN': string; en: string }
}

/** The lines of a bill: which days, how each amount comes about, how much. */
export function LineTable({ lines, label }: { lines: readonly ShownLine[]; label?: string }) {
  const t = useBillingTexts()
  const { locale } = useLocale()
  const settled = lines.some(line => line.settledFen !== undefined)
  return (
    <table className="c-lines" aria-label={label ?? t('lines')}>
      <thead>
        <tr>
          <th scope="col">{t('segment')}</th>
          <th scope="col">{t('explained')}</th>
          <th scope="col">{t('lineAmount')}</th>
          {settled ? <th scope="col">{t('lineSettled')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={`${line.segmentStart} ${line.segmentEnd} ${line.words.en}`}>
            <th scope="row">
              {line.segmentStart}
              <br />
              {line.segmentEnd}
            </th>
            <td>{line.words[locale]}</td>
            <td>{formatFen(line.amountFen)}</td>
            {settled ? <td>{formatFen(line.settledFen ?? 0)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
