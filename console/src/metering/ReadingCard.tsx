import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { FlagTags, ReadingStateTag } from './ReadingTags.tsx'
import type { Reading } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'
import { useApprove } from './useApprove.ts'

const ReadingForm = lazy(async () => ({ default: (await import('./ReadingForms.tsx')).ReadingForm }))
const RejectForm = lazy(async () => ({ default: (await import('./ReadingForms.tsx')).RejectForm }))

/** One reading with what may be done about it: approve, reject or change what waits, correct what counts. */
export function ReadingCard({ readingId }: { readingId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [metering.readReading.path, readingId],
    queryFn: ({ signal }) => call(metering.readReading, { params: { readingId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rg-sections">
      <Actions of={data} />
      <Facts of={data} />
    </div>
  )
}

function Actions({ of }: { of: Reading }) {
  const t = useReadingTexts()
  const [doing, setDoing] = useState<'edit' | 'reject' | 'correct'>()
  const { approve, busy } = useApprove()
  const noEnter = useCan('metering.readings.enter') ? undefined : t('noEnter')
  const noApprove = useCan('metering.readings.approve') ? undefined : t('noApprove')
  const waits = of.state === 'entered' || of.state === 'flagged'
  const close = () => setDoing(undefined)
  return (
    <div className="vh-actions">
      {waits ? (
        <>
          <ReasonButton
            type="primary"
            loading={busy}
            reason={noApprove}
            onClick={() => void approve({ communityId: of.communityId, readingIds: [of.id] })}
          >
            {t('approve')}
          </ReasonButton>
          <ReasonButton reason={noEnter} onClick={() => setDoing('edit')}>
            {t('edit')}
          </ReasonButton>
          <ReasonButton danger reason={noApprove} onClick={() => setDoing('reject')}>
            {t('reject')}
          </ReasonButton>
        </>
      ) : null}
      {of.state === 'approved' ? (
        <ReasonButton reason={noEnter} onClick={() => setDoing('correct')}>
          {t('correct')}
        </ReasonButton>
      ) : null}
      <Suspense fallback={null}>
        {doing === 'edit' || doing === 'correct' ? <ReadingForm reading={of} how={doing} close={close} /> : null}
        {doing === 'reject' ? <RejectForm reading={of} close={close} /> : null}
      </Suspense>
    </div>
  )
}

function Facts({ of }: { of: Reading }) {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const facts = [
    [
      t('field.meter'),
      <Link key="meter" to="/meters" search={{ open: of.meterId }}>
        {of.meterCode}
      </Link>,
    ],
    [t('field.kind'), meters(`kind.${of.kind}`)],
    [t('field.home'), [of.premisesLabel, of.place].filter(Boolean).join(' · ')],
    [t('field.state'), <ReadingStateTag key="state" state={of.state} />],
    [t('field.flags'), <FlagTags key="flags" flags={of.flags} />],
    [t('field.readOn'), of.readOn],
    [t('field.value'), of.value],
    [t('field.previous'), of.previousValue === null ? null : `${of.previousValue} · ${of.previousOn}`],
    [t('field.multiplier'), of.multiplier],
    [t('field.used'), of.used],
    [t('field.expected'), of.expected],
    [t('field.source'), t(`source.${of.source}`)],
    [t('field.enteredBy'), of.enteredBy],
    [t('field.decidedBy'), of.decidedBy],
    [t('field.note'), [of.note, of.reason].filter(Boolean).join(' · ')],
    ...Object.entries(of.bands).map(([name, value]) => [name, value] as const),
  ] as const
  return (
    <>
      <FactList facts={facts} />
      {of.photo ? (
        <a href={of.photo.url} target="_blank" rel="noreferrer">
          <img src={of.photo.thumbnailUrl ?? of.photo.url} alt={t('field.photo')} height={160} />
        </a>
      ) : null}
    </>
  )
}
