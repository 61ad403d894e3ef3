import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'

import { lazy, type ReactNode, Suspense, useState } from 'react'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { OrderPhotos } from '../service-desk/OrderPhotos.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { APPLICATION_TONES, type ApplicationDetail, applicationQuery } from './applications.ts'
import type { Verdict } from './DecideDialog.tsx'
import { useResidentsTexts } from './texts.ts'

const DecideDialog = lazy(async () => ({ default: (await import('./DecideDialog.tsx')).DecideDialog }))

/** One application: who, where, proof, who is recorded there, and what was decided. */
export function ApplicationCard({ applicationId }: { applicationId: string }) {
  const t = useResidentsTexts()
  const { data, error, refetch } = useQuery(applicationQuery(applicationId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rs-sections">
      <Facts of={data} />
      <section>
        <h3>{t('field.photos')}</h3>
        {data.photos.length > 0 ? (
          <OrderPhotos photos={data.photos} what={t('photos.proof')} />
        ) : (
          <p className="rs-quiet">{t('photos.none')}</p>
        )}
      </section>
      <section>
        <h3>{t('occupants.title')}</h3>
        <Occupants of={data} />
      </section>
    </div>
  )
}

function Facts({ of }: { of: ApplicationDetail }) {
  const t = useResidentsTexts()
  const facts: [string, ReactNode][] = [
    [t('field.name'), of.applicantName],
    [
      t('field.phone'),
      <span key="phone" className="c-number">
        {of.phoneMasked || '–'}
      </span>,
    ],
    [t('field.kind'), t(`kind.${of.kind}`)],
    [t('field.room'), `${of.communityName} ${of.label}`],
    [t('field.createdAt'), formatDateTime(of.createdAt)],
    [
      t('state'),
      <StatusTag key="state" tone={APPLICATION_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
  ]
  if (of.note) facts.push([t('field.note'), of.note])
  if (of.decidedAt && of.decidedByName)
    facts.push([t('field.decided'), t('decidedBy', { name: of.decidedByName, time: formatDateTime(of.decidedAt) })])
  if (of.reason) facts.push([t('field.reason'), of.reason])
  return <FactList facts={facts} />
}

function Occupants({ of }: { of: ApplicationDetail }) {
  const t = useResidentsTexts()
  if (of.occupants.length === 0) return <p className="rs-quiet">{t('occupants.none')}</p>
  return (
    <ul className="rs-occupants">
      {of.occupants.map(occupant => (
        <li key={`${occupant.personId} ${occupant.kind}`}>
          <strong>{occupant.name}</strong> {t(`kind.${occupant.kind as 'owner'}`)}
          {occupant.sameName ? <StatusTag tone="warning">{t('occupants.sameName')}</StatusTag> : null}
          {occupant.hasAccount ? <StatusTag tone="neutral">{t('occupants.hasAccount')}</StatusTag> : null}
        </li>
      ))}
    </ul>
  )
}

/** Approve or turn down, while it waits. */
export function ApplicationActions({ applicationId }: { applicationId: string }) {
  const t = useResidentsTexts()
  const { data } = useQuery(applicationQuery(applicationId))
  const [verdict, setVerdict] = useState<Verdict>()
  const [asked, setAsked] = useState(false)
  if (data?.state !== 'waiting' && !asked) return null
  const ask = (wanted: Verdict) => {
    setAsked(true)
    setVerdict(wanted)
  }
  return (
    <>
      {data?.state === 'waiting' ? (
        <>
          <Button type="primary" onClick={() => ask('approve')}>
            {t('approve')}
          </Button>
          <Button danger onClick={() => ask('reject')}>
            {t('reject')}
          </Button>
        </>
      ) : null}
      {asked && data ? (
        <Suspense fallback={null}>
          <DecideDialog of={data} verdict={verdict} close={() => setVerdict(undefined)} />
        </Suspense>
      ) : null}
    </>
  )
}
