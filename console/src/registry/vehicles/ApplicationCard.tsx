import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { PlateTag } from './PlateTag.tsx'
import { useVehicleTexts } from './texts.ts'
import { type Application, renewVehicles } from './vehicle.ts'

const ApproveForm = lazy(async () => ({ default: (await import('./ApproveForm.tsx')).ApproveForm }))
const ReasonForm = lazy(async () => ({ default: (await import('./ReasonForm.tsx')).ReasonForm }))

const TONES: Record<Application['state'], Tone> = {
  open: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

export function ApplicationStateTag({ state }: { state: Application['state'] }) {
  const t = useVehicleTexts()
  return <StatusTag tone={TONES[state]}>{t(`application.${state}`)}</StatusTag>
}

function useApplication(applicationId: string) {
  return useQuery({
    queryKey: [registry.readVehicleApplication.path, applicationId],
    queryFn: ({ signal }) => call(registry.readVehicleApplication, { params: { applicationId }, signal }),
  })
}

export function ApplicationTitle({ id, row }: { id: string; row: Application | undefined }) {
  const { data } = useApplication(id)
  const known = data ?? row
  if (!known) return null
  return (
    <span className="vh-title">
      <PlateTag plate={known.plate} colour={known.plateColour} />
      <ApplicationStateTag state={known.state} />
    </span>
  )
}

/** Approves or rejects the open application; who asked may not decide. */
export function ApplicationActions({ applicationId }: { applicationId: string }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const may = useCan('registry.vehicles.manage')
  const { data } = useApplication(applicationId)
  const [doing, setDoing] = useState<'approve' | 'reject'>()
  if (!data || (data.state !== 'open' && doing === undefined)) return null
  const reason = may ? undefined : t('noManage')
  const plate = registry.plateText(data.plate)
  const close = () => setDoing(undefined)
  return (
    <div className="vh-actions">
      <ReasonButton reason={reason} onClick={() => setDoing('reject')}>
        {t('application.reject')}
      </ReasonButton>
      <ReasonButton type="primary" reason={reason} onClick={() => setDoing('approve')}>
        {t('application.approve')}
      </ReasonButton>
      <Suspense fallback={null}>
        {doing === 'approve' ? <ApproveForm application={data} close={close} /> : null}
        {doing === 'reject' ? (
          <ReasonForm
            open
            close={close}
            title={t('application.rejectTitle', { plate })}
            text={t('application.rejectText')}
            submitText={t('application.reject')}
            submit={(why, idempotencyKey) =>
              call(registry.rejectVehicleApplication, {
                params: { applicationId },
                body: { reason: why, version: data.version },
                idempotencyKey,
              })
            }
            onDone={() => {
              renewVehicles()
              void message.success(t('application.rejectDone'))
            }}
          />
        ) : null}
      </Suspense>
    </div>
  )
}

/** What was applied for, by whom, and what became of it. */
export function ApplicationCard({ applicationId }: { applicationId: string }) {
  const t = useVehicleTexts()
  const { data, error, refetch } = useApplication(applicationId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const facts = [
    [
      t('field.applicant'),
      <Link key="who" to="/people" search={{ open: data.personId }}>
        {data.personName}
      </Link>,
    ],
    [
      t('field.premises'),
      <Link key="where" to="/premises" search={{ open: data.premisesId }}>
        {data.premisesLabel}
      </Link>,
    ],
    [t('application.household'), t('application.count', { count: data.sameHousehold })],
    [t('field.appliedAt'), <DateText key="at" at={data.createdAt} />],
    [t('field.plateKind'), `${t(`plateKind.${data.plateKind}`)} · ${t(`colour.${data.plateColour}`)}`],
    [t('field.kind'), t(`kind.${data.kind}`)],
    [t('field.brand'), [data.brand, data.model].filter(Boolean).join(' ') || '–'],
    [t('field.colour'), data.colour ?? '–'],
    ...(data.decidedAt ? [[t('field.decided'), <DecidedBy key="by" of={data} />] as const] : []),
    ...(data.reason ? [[t('field.reason'), data.reason] as const] : []),
    ...(data.vehicleId
      ? [
          [
            t('vehicles'),
            <Link key="to" to="/vehicles" search={{ open: data.vehicleId }}>
              {t('application.toVehicle')}
            </Link>,
          ] as const,
        ]
      : []),
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts} />
      {data.notes ? <p>{data.notes}</p> : null}
      <div className="vh-photos">
        {data.photos.map(photo => (
          <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer">
            <img src={photo.thumbnailUrl ?? photo.url} alt={photo.name} />
          </a>
        ))}
      </div>
    </div>
  )
}

function DecidedBy({ of }: { of: Application }) {
  return (
    <>
      {of.decidedName} {of.decidedAt ? <DateText at={of.decidedAt} /> : null}
    </>
  )
}
