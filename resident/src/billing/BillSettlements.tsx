import { List, ListRow, Money, Section } from '@anju/ui'
import { Link } from '../navigation.ts'
import type { BillDetail } from './BillPage.tsx'
import { useBillTexts } from './bill-texts.ts'

/** What was paid on a bill, each with the way to its receipt. */
export function BillSettlements({ settlements }: { settlements: BillDetail['settlements'] }) {
  const t = useBillTexts()
  if (settlements.length === 0) return null
  return (
    <Section title={t('settlements')}>
      <List label={t('settlements')}>
        {settlements.map(({ sourceId, kind, receiptId, receiptNumber, method, paidOn, amountFen }) => (
          <ListRow
            key={`${sourceId} ${amountFen}`}
            title={
              <>
                <span className="aj-keep">{paidOn}</span> {t(method ? `method.${method}` : `kind.${kind}`)}
              </>
            }
            description={receiptNumber ? t('receipt', { number: receiptNumber }) : undefined}
            value={<Money fen={amountFen} />}
            render={receiptId ? row => <Link to="/receipts/$receiptId" params={{ receiptId }} {...row} /> : undefined}
          />
        ))}
      </List>
    </Section>
  )
}
