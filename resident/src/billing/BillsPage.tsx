import { portal, type WireResponseOf } from '@anju/contract'
import { Card, EmptyState, List, Loaded, LoadMore, Money, Page, Section, Tabs } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { call } from '../api.ts'
import { BillListRow } from './BillListRow.tsx'
import { useBillingTexts } from './texts.ts'

type BillPage = WireResponseOf<typeof portal.listMyBills>
type Settlement = 'open' | 'settled'

/** The bills of my households: what is to pay, and what is paid. */
export function BillsPage() {
  const t = useBillingTexts()
  const navigate = useNavigate()
  const { show = 'open' } = useSearch({ from: '/signed-in/tabs/bills' })
  return (
    <Page title={t('title')} look="root" tabs>
      <Tabs
        label={t('which')}
        tabs={[
          { key: 'open', label: t('open') },
          { key: 'settled', label: t('settled') },
        ]}
        value={show}
        onChange={next => navigate({ to: '/bills', search: next === 'open' ? {} : { show: next }, replace: true })}
      >
        <BillList settlement={show} />
      </Tabs>
    </Page>
  )
}

function BillList({ settlement }: { settlement: Settlement }) {
  const t = useBillingTexts()
  const bills = useInfiniteQuery({
    queryKey: ['my', 'bills', settlement],
    queryFn: ({ pageParam, signal }) => call(portal.listMyBills, { query: { settlement, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={bills}>
      {({ pages }) =>
        pages[0]?.total ? (
          <>
            <Sum settlement={settlement} sums={pages[0].sums} />
            <ByHousehold bills={pages.flatMap(page => page.items)} />
            <LoadMore query={bills} />
          </>
        ) : (
          <EmptyState
            icon={<ReceiptText aria-hidden="true" />}
            title={t(settlement === 'open' ? 'noneOpen' : 'noneSettled')}
            text={t(settlement === 'open' ? 'noneOpenText' : 'noneSettledText')}
          />
        )
      }
    </Loaded>
  )
}

function Sum({ settlement, sums }: { settlement: Settlement; sums: BillPage['sums'] }) {
  const t = useBillingTexts()
  return (
    <Card>
      <div className="re-sum">
        <span className="re-sum__word">{t(settlement === 'open' ? 'sumOpen' : 'sumSettled')}</span>
        <Money fen={settlement === 'open' ? sums.outstandingFen : sums.settledFen} size="hero" />
      </div>
    </Card>
  )
}

function ByHousehold({ bills }: { bills: BillPage['items'] }) {
  const labels = [...new Set(bills.map(bill => bill.premisesLabel))]
  return labels.map(label => (
    <Section key={label} title={label}>
      <List>
        {bills
          .filter(bill => bill.premisesLabel === label)
          .map(bill => (
            <BillListRow key={bill.id} bill={bill} />
          ))}
      </List>
    </Section>
  ))
}
