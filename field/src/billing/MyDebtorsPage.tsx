import { billing, type WireResponseOf } from '@anju/contract'
import { EmptyState, formatFen, List, ListRow, Loaded, Page } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { useDebtorTexts } from './texts.ts'
import { VisitSheet } from './VisitSheet.tsx'

type Debtor = WireResponseOf<typeof billing.listMyDebtors>['items'][number]

/** The households that are mine to ask; a touch notes what came of it. */
export function MyDebtorsPage() {
  const t = useDebtorTexts()
  const back = useBack('/me')
  const [asked, setAsked] = useState<Debtor | null>(null)
  const debtors = useQuery({
    queryKey: [billing.listMyDebtors.path],
    queryFn: ({ signal }) => call(billing.listMyDebtors, { signal }),
  })
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />}>
      <Loaded query={debtors}>
        {known =>
          known.items.length === 0 ? (
            <EmptyState icon={<HandCoins aria-hidden="true" />} title={t('none')} text={t('noneText')} />
          ) : (
            <List label={t('row')}>
              {known.items.map(one => (
                <ListRow
                  key={one.id}
                  title={`${one.premisesLabel} ${one.payerName ?? ''}`.trim()}
                  description={describe(one, t)}
                  value={`¥${formatFen(one.overdueFen)}`}
                  tone={one.promiseBroken ? 'danger' : 'normal'}
                  onClick={() => setAsked(one)}
                />
              ))}
            </List>
          )
        }
      </Loaded>
      {asked ? <VisitSheet premisesId={asked.id} label={asked.premisesLabel} close={() => setAsked(null)} /> : null}
    </Page>
  )
}

function describe(one: Debtor, t: ReturnType<typeof useDebtorTexts>): string {
  const facts = [t('bills', { count: one.billCount, days: one.overdueDays })]
  if (one.lastResult) facts.push(t('last', { result: t(`result.${one.lastResult}`) }))
  if (one.promisedOn) facts.push(t(one.promiseBroken ? 'broken' : 'promised', { day: one.promisedOn }))
  return facts.join(' · ')
}
