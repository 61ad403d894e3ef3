import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { REQUEST_TONES, type RequestDetail, requestQuery } from './data-requests.ts'
import { ErasureParts, ErasurePreview } from './ErasurePreview.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

/** One request: who asks what, until when, what erasing would do, and what happened. */
export function RequestCard({ requestId }: { requestId: string }) {
  const t = usePersonalDataTexts()
  const { data, error, refetch } = useQuery(requestQuery(requestId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rs-sections">
      <Facts of={data} />
      {data.kind === 'deletion' && !data.decidedAt ? (
        <section>
          <h3>{t('preview')}</h3>
          <ErasurePreview requestId={requestId} />
        </section>
      ) : null}
      {data.outcome ? (
        <section>
          <h3>{t('outcome')}</h3>
          <ErasureParts parts={data.outcome} />
        </section>
      ) : null}
      <section>
        <h3>{t('steps')}</h3>
        <Steps of={data} />
      </section>
    </div>
  )
}

function Facts({ of }: { of: RequestDetail }) {
  const t = usePersonalDataTexts()
  const mayRead = useCan('registry.people.read')
  const facts: [string, ReactNode][] = [
    [t('content'), of.content || t('noContent')],
    [
      t('state'),
      <StatusTag key="state" tone={REQUEST_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
    [
      t('dueOn'),
      <span key="due" className="rs-due">
        <span className="c-number">{of.dueOn}</span>
        {of.overdue ? <StatusTag tone="danger">{t('overdue')}</StatusTag> : null}
      </span>,
    ],
    [
      t('phone'),
      <span key="phone" className="c-number">
        {of.phoneMasked || '–'}
      </span>,
    ],
    [t('channel'), t(`channel.${of.channel}`)],
  ]
  if (of.communityName) facts.push([t('community'), of.communityName])
  if (of.identityCheck) facts.push([t('identityCheck'), of.identityCheck])
  if (of.channel === 'counter') facts.push([t('askedBy'), of.askedByName])
  if (of.handlerName) facts.push([t('handler'), of.handlerName])
  if (of.refusalGround) facts.push([t('ground'), t(`ground.${of.refusalGround}`)])
  if (of.answer) facts.push([t('answer'), of.answer])
  if (of.approvedByName) facts.push([t('approver'), of.approvedByName])
  return (
    <div>
      <FactList facts={facts} />
      {of.personId && mayRead ? (
        <p className="rs-links">
          <Link to="/people/$personId" params={{ personId: of.personId }}>
            {t('openPerson')}
          </Link>
          <Link to="/personal-data" search={{ tab: 'copies', person: of.personId }}>
            {t('makeCopy')}
          </Link>
        </p>
      ) : null}
    </div>
  )
}

function Steps({ of }: { of: RequestDetail }) {
  const t = usePersonalDataTexts()
  return (
    <ol className="rs-steps">
      {of.steps.map(step => (
        <li key={step.id}>
          <strong>{t(`step.${step.step}`)}</strong>
          <span className="rs-steps__who">
            {step.actorName} · <span className="c-number">{formatDateTime(step.at)}</span>
          </span>
          {step.note ? <p>{step.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
