import { workforce } from '@anju/contract'
import {
  Button,
  Card,
  Facts,
  formatDateTime,
  Loaded,
  Page,
  Section,
  StatusTag,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { useParams } from '../navigation.ts'
import { useRealtime } from '../realtime.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { AppealSheet } from './AppealSheet.tsx'
import { usePerformanceTexts } from './performance-texts.ts'
import { myScorecardQuery, renewMine, type Scorecard, todayHere } from './queries.ts'
import { ScorecardLines } from './ScorecardLines.tsx'
import { SelfScoreSheet } from './SelfScoreSheet.tsx'
import { StaleLine } from './StaleLine.tsx'
import './workforce.css'

/** One scorecard of mine: what it was counted from, my own view, the result and an appeal against it. */
export function ScorecardPage() {
  const t = usePerformanceTexts()
  const back = useBack('/shift/performance')
  const { scorecardId } = useParams('/shift/performance/$scorecardId')
  const card = useQuery(myScorecardQuery(scorecardId))
  const [sheet, setSheet] = useState<'self' | 'appeal'>()
  useRealtime(['workforce.*'], renewMine)
  const close = () => setSheet(undefined)
  const known = card.data?.data
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />} foot={<Foot card={known} open={setSheet} />}>
      <Loaded query={card}>
        {copy => (
          <>
            <StaleLine of={copy} />
            <Result card={copy.data} />
            <ScorecardLines card={copy.data} />
            <Appeals card={copy.data} />
            {sheet === 'self' ? <SelfScoreSheet card={copy.data} close={close} /> : null}
            {sheet === 'appeal' ? <AppealSheet card={copy.data} close={close} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** What can be done now, if anything. */
function Foot({ card, open }: { card: Scorecard | undefined; open: (sheet: 'self' | 'appeal') => void }) {
  const t = usePerformanceTexts()
  if (!card || card.locked) return null
  if (card.state === 'open')
    return (
      <Button wide onClick={() => open('self')}>
        {t(card.selfAt ? 'self.change' : 'self.open')}
      </Button>
    )
  const inTime = card.appealUntil !== null && card.appealUntil >= todayHere() && !card.appealWaiting
  if (!inTime) return null
  return (
    <Button wide look="secondary" onClick={() => open('appeal')}>
      {t('appeal.open')}
    </Button>
  )
}

function Result({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  const tag = card.locked ? 'locked' : card.state === 'published' ? 'published' : 'open'
  return (
    <Card>
      <p className="fi-request">
        <strong>
          {card.fromOn} – {card.toOn}
        </strong>
        <StatusTag tone={card.state === 'published' ? 'success' : 'info'}>{t(`state.${tag}`)}</StatusTag>
      </p>
      <Facts
        facts={[
          { term: t('scheme'), value: card.schemeName },
          { term: t('total'), value: card.total ?? t('notYet') },
          ...(card.grade ? [{ term: t('grade'), value: card.grade }] : []),
          ...(card.scoredByName ? [{ term: t('scored'), value: card.scoredByName }] : []),
          ...(card.comment ? [{ term: t('comment'), value: card.comment }] : []),
          ...(card.appealUntil && !card.locked ? [{ term: t('appealUntil'), value: card.appealUntil }] : []),
          ...(card.selfComment ? [{ term: t('self.comment'), value: card.selfComment }] : []),
        ]}
      />
    </Card>
  )
}

function Appeals({ card }: { card: Scorecard }) {
  const t = usePerformanceTexts()
  if (card.appeals.length === 0) return null
  return (
    <Section title={t('appeals')}>
      <ul className="aj-stack" aria-label={t('appeals')}>
        {card.appeals.map(appeal => (
          <li key={appeal.id}>
            <AppealCard appeal={appeal} />
          </li>
        ))}
      </ul>
      {card.changes.map(change => (
        <p key={change.id} className="fi-intro">
          {t('change', {
            ...{ line: change.lineName, before: change.scoreBefore ?? '–', after: change.scoreAfter },
            ...{ totalBefore: change.totalBefore, totalAfter: change.totalAfter },
          })}
        </p>
      ))}
    </Section>
  )
}

function AppealCard({ appeal }: { appeal: Scorecard['appeals'][number] }) {
  const t = usePerformanceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(workforce.withdrawAppeal, { params: { appealId: appeal.id } }),
    onSuccess: () => {
      renewMine()
      toast(t('appeal.withdrawn'))
    },
    onError: error => toast(explain(error), 'danger'),
  })
  const state = appeal.state === 'withdrawn' ? 'appeal.withdrawnState' : (`appeal.${appeal.state}` as const)
  return (
    <Card>
      <p className="fi-request">
        <strong>{formatDateTime(appeal.askedAt)}</strong>
        <StatusTag tone={appeal.state === 'asked' ? 'warning' : 'neutral'}>{t(state)}</StatusTag>
      </p>
      <p className="fi-intro">{appeal.reason}</p>
      {appeal.answer ? (
        <p className="fi-intro">{t('appeal.answer', { name: appeal.answeredByName ?? '', answer: appeal.answer })}</p>
      ) : null}
      {appeal.state === 'asked' ? (
        <Button look="secondary" loading={isPending} onClick={() => mutate()}>
          {t('appeal.withdraw')}
        </Button>
      ) : null}
    </Card>
  )
}
