import { EmptyState, formatDateTime, List, ListRow, Loaded, Notice, Page, StatusTag, Tabs } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useParams } from '../navigation.ts'
import { useOutbox } from '../outbox/outbox.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { type MyRound, myRoundQuery, type Stop } from './queries.ts'
import { ReadingSheet } from './ReadingSheet.tsx'
import { useReadingTexts } from './texts.ts'

/** A stop with what this phone has not sent yet. */
interface Walked {
  stop: Stop
  /** What was typed here and waits to be sent. */
  typed: string | null
  skipping: string | null
}

/** The stops of a round in walking order; a touch opens the reading. */
export function RoundPage() {
  const t = useReadingTexts()
  const { roundId } = useParams('/me/rounds/$roundId')
  const back = useBack('/me/rounds')
  const round = useQuery(myRoundQuery(roundId))
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />}>
      <Loaded query={round}>
        {known => (
          <>
            {known.fresh ? null : <Notice tone="warning">{t('stale', { at: formatDateTime(known.at) })}</Notice>}
            <Stops round={known.data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function useWalked(round: MyRound): Walked[] {
  const { entries } = useOutbox()
  return round.stops.map(stop => {
    const mine = entries.filter(entry => entry.orderId === `${round.id}/${stop.id}`)
    const typed = mine.filter(entry => entry.kind === 'reading').at(-1)
    const skipping = mine.filter(entry => entry.kind === 'skip').at(-1)
    return {
      stop,
      typed: typed?.kind === 'reading' ? typed.body.value : null,
      skipping: skipping?.kind === 'skip' ? skipping.body.reason : null,
    }
  })
}

function isDone({ stop, typed, skipping }: Walked): boolean {
  return stop.reading !== null || typed !== null || skipping !== null || stop.skipped !== null
}

function Stops({ round }: { round: MyRound }) {
  const t = useReadingTexts()
  const [show, setShow] = useState<'missing' | 'done'>('missing')
  const [openId, setOpenId] = useState<string | null>(null)
  const walked = useWalked(round)
  const missing = walked.filter(one => !isDone(one))
  const shown = show === 'missing' ? missing : walked.filter(isDone)
  const open = walked.find(one => one.stop.id === openId)
  const next = missing.find(one => one.stop.id !== openId)?.stop ?? null
  return (
    <>
      <h2 className="fi-place">{t('round', { month: round.month, kind: t(`kind.${round.kind}`) })}</h2>
      <p>{t('progress', { done: walked.length - missing.length, total: walked.length })}</p>
      <Tabs
        label={t('which')}
        tabs={[
          { key: 'missing', label: t('missing') },
          { key: 'done', label: t('done') },
        ]}
        value={show}
        onChange={setShow}
      >
        {shown.length === 0 ? (
          <EmptyState
            icon={<CircleCheck aria-hidden="true" />}
            title={t(show === 'missing' ? 'allDone' : 'noneDone')}
          />
        ) : (
          <List label={t('stops')}>
            {shown.map(one => (
              <StopRow key={one.stop.id} one={one} open={() => setOpenId(one.stop.id)} />
            ))}
          </List>
        )}
      </Tabs>
      {open ? (
        <ReadingSheet
          key={open.stop.id}
          round={round}
          stop={open.stop}
          goOn={next ? () => setOpenId(next.id) : null}
          close={() => setOpenId(null)}
        />
      ) : null}
    </>
  )
}

/** A stop that was read is not read again here: the office corrects it. One that was skipped may be read after all. */
function StopRow({ one: { stop, typed, skipping }, open }: { one: Walked; open: () => void }) {
  const t = useReadingTexts()
  const value = typed ?? stop.reading?.value ?? null
  const reason = skipping ?? stop.skipped
  const words = [stop.meterCode, t('previous', { value: stop.previousValue, date: stop.previousOn })]
  if (value !== null) words.push(t('reading', { value }))
  else if (reason) words.push(t('skipped', { reason }))
  const waits = typed !== null || skipping !== null
  const tag = waits ? 'waiting' : stop.reading?.state === 'flagged' ? 'flagged' : null
  return (
    <ListRow
      title={`${stop.premisesLabel ?? stop.meterName} ${stop.meterPlace}`.trim()}
      description={words.join(' · ')}
      value={tag ? <StatusTag tone="warning">{t(tag)}</StatusTag> : undefined}
      onClick={value === null ? open : undefined}
    />
  )
}
