import { portal, type WireResponseOf } from '@anju/contract'
import {
  ButtonLink,
  Card,
  EmptyState,
  formatMonth,
  List,
  Loaded,
  LoadMore,
  Money,
  Page,
  Section,
  Tabs,
  useLocale,
} from '@anju/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { call } from '../api.ts'
import { Link, navigate, useSearch } from '../navigation.ts'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import { HouseholdSwitch } from '../portal/HouseholdSwitch.tsx'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { AccountRows } from './AccountRows.tsx'
import { BillListRow } from './BillListRow.tsx'
import { byMonth } from './by-month.ts'
import { useBillingTexts } from './texts.ts'

type BillPage = WireResponseOf<typeof portal.listMyBills>
type Settlement = 'open' | 'settled'

/** The bills of the chosen household: what is to pay, and what is paid. */
export function BillsPage() {
  const t = useBillingTexts()
  const home = useQuery(myHomeQuery)
  return (
    <Page
      title={t('title')}
      look="root"
      tabs
      action={
        <ButtonLink look="ghost" size="small" render={link => <Link to="/receipts" {...link} />}>
          {t('receipts')}
        </ButtonLink>
      }
    >
      <Loaded query={home}>{data => <Bills home={data} />}</Loaded>
    </Page>
  )
}

function Bills({ home }: { home: MyHome }) {
  const t = useBillingTexts()
  const { show = 'open' } = useSearch('/bills')
  const { household, choose } = useChosenHousehold(home.households)
  return (
    <>
      {household ? <HouseholdSwitch household={household} households={home.households} onChoose={choose} /> : null}
      <Tabs
        label={t('which')}
        tabs={[
          { key: 'open', label: t('open') },
          { key: 'settled', label: t('settled') },
        ]}
        value={show}
        onChange={next => navigate({ to: '/bills', search: next === 'open' ? {} : { show: next }, replace: true })}
      >
        <BillList settlement={show} premisesId={household?.premisesId} />
        {show === 'open' && household ? <AccountRows premisesId={household.premisesId} /> : null}
      </Tabs>
    </>
  )
}

function BillList({ settlement, premisesId }: { settlement: Settlement; premisesId?: string }) {
  const t = useBillingTexts()
  const bills = useInfiniteQuery({
    queryKey: ['my', 'bills', settlement, premisesId],
    queryFn: ({ pageParam, signal }) =>
      call(portal.listMyBills, { query: { settlement, premisesId, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={bills}>
      {({ pages }) =>
        pages[0]?.total ? (
          <>
            <Sum settlement={settlement} sums={pages[0].sums} />
            <ByMonth bills={pages.flatMap(page => page.items)} />
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

function ByMonth({ bills }: { bills: BillPage['items'] }) {
  const { locale } = useLocale()
  return byMonth(bills).map(({ month, bills: group }) => (
    <Section key={month} title={formatMonth(month, locale)}>
      <List>
        {group.map(bill => (
          <BillListRow key={bill.id} bill={bill} />
        ))}
      </List>
    </Section>
  ))
}
