import { portal } from '@anju/contract'
import { EmptyState, List, ListRow, Loaded, LoadMore, Money, Page } from '@anju/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import { HouseholdSwitch } from '../portal/HouseholdSwitch.tsx'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { useBack } from '../shell/back.ts'
import { usePaymentsTexts } from './texts.ts'

/** The receipts of the chosen household, newest first. */
export function ReceiptsPage() {
  const t = usePaymentsTexts()
  const back = useBack('/me')
  const home = useQuery(myHomeQuery)
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={home}>{data => <Receipts home={data} />}</Loaded>
    </Page>
  )
}

function Receipts({ home }: { home: MyHome }) {
  const { household, choose } = useChosenHousehold(home.households)
  return (
    <>
      {household ? <HouseholdSwitch household={household} households={home.households} onChoose={choose} /> : null}
      <ReceiptList premisesId={household?.premisesId} />
    </>
  )
}

function ReceiptList({ premisesId }: { premisesId?: string }) {
  const t = usePaymentsTexts()
  const receipts = useInfiniteQuery({
    queryKey: ['my', 'receipts', premisesId],
    queryFn: ({ pageParam, signal }) =>
      call(portal.listMyReceipts, { query: { premisesId, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={receipts}>
      {({ pages }) =>
        pages[0]?.total ? (
          <>
            <List label={t('title')}>
              {pages
                .flatMap(page => page.items)
                .map(receipt => (
                  <ListRow
                    key={receipt.id}
                    title={
                      <>
                        <span className="aj-keep">{receipt.paidOn}</span> {t(`method.${receipt.method}`)}
                      </>
                    }
                    description={receipt.number}
                    value={
                      <span className="re-bill__amount">
                        <Money fen={receipt.amountFen} size="large" />
                      </span>
                    }
                    render={row => <Link to="/receipts/$receiptId" params={{ receiptId: receipt.id }} {...row} />}
                  />
                ))}
            </List>
            <LoadMore query={receipts} />
          </>
        ) : (
          <EmptyState icon={<ReceiptText aria-hidden="true" />} title={t('none')} text={t('noneText')} />
        )
      }
    </Loaded>
  )
}
