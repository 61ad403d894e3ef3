import { Money, Section, useLocale } from '@anju/ui'
import { ChevronDown } from 'lucide-react'
import type { BillDetail } from './BillPage.tsx'
import { useBillTexts } from './bill-texts.ts'

/** 怎么算的: each line opens to its arithmetic, the first stands open. */
export function BillLines({ lines }: { lines: BillDetail['lines'] }) {
  const t = useBillTexts()
  const { locale } = useLocale()
  return (
    <Section title={t('why')}>
      <div className="re-lines">
        {lines.map((line, index) => (
          <details key={line.id} className="re-why" open={index === 0}>
            <summary className="re-why__head">
              <span className="re-why__when">
                <span className="aj-keep">{line.segmentStart}</span> –{' '}
                <span className="aj-keep">{line.segmentEnd}</span>
              </span>
              <Money fen={line.amountFen} />
              <ChevronDown aria-hidden="true" />
            </summary>
            <p className="re-why__words">{line.words[locale]}</p>
          </details>
        ))}
      </div>
    </Section>
  )
}
