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
  const { show = 'open', item } = useSearch('/bills')
  const chosen = show === 'open' ? {} : { show }
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
        <BillList
          settlement={show}
          premisesId={household?.premisesId}
          itemId={item}
          chooseItem={next =>
            navigate({ to: '/bills', search: next ? { ...chosen, item: next } : chosen, replace: true })
          }
        />
        {show === 'open' && household ? <AccountRows household={household} /> : null}
      </Tabs>
    </>
  )
}

interface BillListProps {
  settlement: Settlement
  premisesId?: string
  /** Only those of a charge item. */
  itemId?: string
  chooseItem: (itemId?: string) => void
}

function BillList({ settlement, premisesId, itemId, chooseItem }: BillListProps) {
  const t = useBillingTexts()
  const bills = useInfiniteQuery({
    queryKey: ['my', 'bills', settlement, premisesId, itemId],
    queryFn: ({ pageParam, signal }) =>
      call(portal.listMyBills, { query: { settlement, premisesId, itemId, cursor: pageParam }, signal }),
    // What another item says is shown until it is there: the items stay where they are.
    placeholderData: (known, asked) =>
      asked?.queryKey[2] === settlement && asked.queryKey[3] === premisesId ? known : undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={bills}>
      {({ pages }) =>
        pages[0]?.byItem.length ? (
          <>
            <Sum settlement={settlement} sums={sumOf(pages[0].byItem)} />
            <ByItem settlement={settlement} items={pages[0].byItem} itemId={itemId} choose={chooseItem} />
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

type ItemSums = BillPage['byItem']

/** Of all items, whichever is chosen. */
function sumOf(items: ItemSums) {
  const sum = (of: (item: ItemSums[number]) => number) => items.reduce((total, item) => total + of(item), 0)
  return { outstandingFen: sum(item => item.outstandingFen), settledFen: sum(item => item.settledFen) }
}

/** What each charge item comes to; choosing one leaves its bills, choosing it again all. */
function ByItem({
  settlement,
  items,
  itemId,
  choose,
}: {
  settlement: Settlement
  items: ItemSums
  itemId?: string
  choose: (itemId?: string) => void
}) {
  const t = useBillingTexts()
  if (items.length < 2) return null
  return (
    <ul className="re-items" aria-label={t('byItem')}>
      {items.map(item => (
        <li key={item.itemId}>
          <button
            type="button"
            className="re-item"
            aria-pressed={item.itemId === itemId}
            onClick={() => choose(item.itemId === itemId ? undefined : item.itemId)}
          >
            <span>{item.itemName}</span>
            <Money fen={settlement === 'open' ? item.outstandingFen : item.settledFen} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Sum({
  settlement,
  sums,
}: {
  settlement: Settlement
  sums: Pick<BillPage['sums'], 'outstandingFen' | 'settledFen'>
}) {
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
