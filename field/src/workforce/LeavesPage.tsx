import { workforce } from '@anju/contract'
import {
  Button,
  Card,
  EmptyState,
  Facts,
  formatDate,
  List,
  ListRow,
  Loaded,
  Page,
  Section,
  StatusTag,
  type Tone,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plane } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { LeaveSheet } from './LeaveSheet.tsx'
import { type Leave, type LeaveEntry, myLeavesQuery, renewMine } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'
import { useWorkforceTexts } from './texts.ts'
import './workforce.css'

export const REQUEST_TONES: Record<Leave['state'], Tone> = {
  ...{ asked: 'warning', approved: 'success', refused: 'danger', withdrawn: 'neutral', cancelled: 'neutral' },
}

/** My leave with what is left, and asking for more. */
export function LeavesPage() {
  const t = useWorkforceTexts()
  const back = useBack('/shift')
  const leaves = useQuery(myLeavesQuery)
  const [asking, setAsking] = useState(false)
  const foot = (
    <Button wide onClick={() => setAsking(true)}>
      {t('leave.ask')}
    </Button>
  )
  return (
    <Page title={t('leaves')} onBack={back} action={<NetworkState />} foot={foot}>
      <Loaded query={leaves}>
        {known => (
          <>
            <StaleLine of={known} />
            {known.data.balances.length === 0 ? null : (
              <Card>
                <Facts
                  facts={known.data.balances.map(({ kind, days, soonestEnd }) => ({
                    term: t('leave.balance', { kind: t(`leave.${kind}`) }),
                    value: balanceWords(t, days, soonestEnd, known.data.mayGoNegative.includes(kind)),
                  }))}
                />
              </Card>
            )}
            {known.data.items.length === 0 ? (
              <EmptyState icon={<Plane aria-hidden="true" />} title={t('leave.none')} text={t('leave.noneText')} />
            ) : (
              <ul className="aj-stack" aria-label={t('leaves')}>
                {known.data.items.map(leave => (
                  <li key={leave.id}>
                    <LeaveCard leave={leave} />
                  </li>
                ))}
              </ul>
            )}
            <Entries entries={known.data.entries} />
          </>
        )}
      </Loaded>
      {asking ? <LeaveSheet close={() => setAsking(false)} /> : null}
    </Page>
  )
}

type Translate = ReturnType<typeof useWorkforceTexts>

/** What is left, until when, and whether more may be used than that. */
function balanceWords(t: Translate, days: string, soonestEnd: string | null, mayGoNegative: boolean): string {
  const end = soonestEnd ? ` · ${t('leave.until', { day: soonestEnd })}` : ''
  return t('leave.days', { days }) + end + (mayGoNegative ? ` · ${t('leave.mayGoNegative')}` : '')
}

/** Days granted and used, newest first. */
function Entries({ entries }: { entries: LeaveEntry[] }) {
  const t = useWorkforceTexts()
  if (entries.length === 0) return null
  return (
    <Section title={t('leave.entries')}>
      <List label={t('leave.entries')}>
        {entries.map(entry => (
          <ListRow
            key={entry.id}
            title={`${t(`leave.${entry.kind}`)} ${entry.days.startsWith('-') ? '' : '+'}${t('leave.days', { days: entry.days })}`}
            description={entry.reason}
            value={formatDate(entry.at)}
          />
        ))}
      </List>
    </Section>
  )
}

function LeaveCard({ leave }: { leave: Leave }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(workforce.withdrawLeave, { params: { leaveId: leave.id } }),
    onSuccess: () => {
      renewMine()
      toast(t('leave.withdrawn'))
    },
    onError: error => toast(explain(error), 'danger'),
  })
  return (
    <Card>
      <p className="fi-request">
        <strong>
          {t(`leave.${leave.kind}`)} {t('leave.days', { days: leave.days })}
        </strong>{' '}
        <StatusTag tone={REQUEST_TONES[leave.state]}>{t(`state.${leave.state}`)}</StatusTag>
      </p>
      <p className="fi-intro">
        {leave.fromOn} {t(`leave.${leave.fromPart}`)} – {leave.toOn} {t(`leave.${leave.toPart}`)} · {leave.reason}
        {leave.note ? ` · ${leave.note}` : ''}
      </p>
      {leave.state === 'asked' ? (
        <Button look="secondary" loading={isPending} onClick={() => mutate()}>
          {t('leave.withdraw')}
        </Button>
      ) : null}
    </Card>
  )
}
