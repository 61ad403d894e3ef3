import { EmptyState, formatDateTime, formatMoney, List, ListRow, Loaded, Notice, Page, StatusTag } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { useOutbox } from '../outbox/outbox.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { placeVisit } from './place-visit.ts'
import { type Debtor, type MyDebtors, myDebtorsQuery } from './queries.ts'
import { useDebtorTexts } from './texts.ts'
import { VisitSheet } from './VisitSheet.tsx'

/** The households that are mine to ask; a touch notes what came of it, with or without a network. */
export function MyDebtorsPage() {
  const t = useDebtorTexts()
  const back = useBack('/me')
  const debtors = useQuery(myDebtorsQuery)
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />}>
      <Loaded query={debtors}>
        {known => (
          <>
            {known.fresh ? null : <Notice tone="warning">{t('stale', { at: formatDateTime(known.at) })}</Notice>}
            <Debtors of={known.data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Debtors({ of }: { of: MyDebtors }) {
  const t = useDebtorTexts()
  const [asked, setAsked] = useState<Debtor | null>(null)
  // What this phone has not sent yet stands there too, and says so.
  const visits = useOutbox().entries.flatMap(entry => (entry.kind === 'visit' ? [entry.body] : []))
  const waiting = new Set(visits.map(visit => visit.premisesId))
  const { items } = visits.reduce(placeVisit, of)
  if (items.length === 0)
    return <EmptyState icon={<HandCoins aria-hidden="true" />} title={t('none')} text={t('noneText')} />
  return (
    <>
      <List label={t('row')}>
        {items.map(one => (
          <ListRow
            key={one.id}
            title={`${one.premisesLabel} ${one.payerName ?? ''}`.trim()}
            description={describe(one, t)}
            value={
              waiting.has(one.id) ? <StatusTag tone="warning">{t('waiting')}</StatusTag> : formatMoney(one.overdueFen)
            }
            tone={one.promiseBroken ? 'danger' : 'normal'}
            onClick={() => setAsked(one)}
          />
        ))}
      </List>
      {asked ? <VisitSheet premisesId={asked.id} label={asked.premisesLabel} close={() => setAsked(null)} /> : null}
    </>
  )
}

function describe(one: Debtor, t: ReturnType<typeof useDebtorTexts>): string {
  const facts = [t('bills', { count: one.billCount, days: one.overdueDays })]
  if (one.lastResult) facts.push(t('last', { result: t(`result.${one.lastResult}`) }))
  if (one.promisedOn) facts.push(t(one.promiseBroken ? 'broken' : 'promised', { day: one.promisedOn }))
  return facts.join(' · ')
}
