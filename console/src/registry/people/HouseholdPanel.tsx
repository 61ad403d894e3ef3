import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { OccupancyTable } from '../OccupancyTable.tsx'
import { useRegistryTexts } from '../texts.ts'
import { useMoveTexts } from './move-texts.ts'
import type { Household, Occupancy } from './people.ts'
import './people.css'

const MoveInForm = lazy(async () => ({ default: (await import('./MoveInForm.tsx')).MoveInForm }))
const MoveOutForm = lazy(async () => ({ default: (await import('./MoveOutForm.tsx')).MoveOutForm }))
const TransferForm = lazy(async () => ({ default: (await import('./TransferForm.tsx')).TransferForm }))
const CorrectForm = lazy(async () => ({ default: (await import('./CorrectForm.tsx')).CorrectForm }))

type Open = 'in' | 'out' | 'transfer'

interface HouseholdPanelProps {
  premisesId: string
  /** Every record there is, the past ones too: what is shown while no day is chosen. */
  all: readonly Occupancy[]
}

/** Who owned and lived in premises: all records, or those of a day; with moving in, moving out, transfer and correction. */
export function HouseholdPanel({ premisesId, all }: HouseholdPanelProps) {
  const t = useMoveTexts()
  const [on, setOn] = useState<string | null>(null)
  const now = useHousehold(premisesId, null)
  const then = useHousehold(premisesId, on)
  const { data, error, refetch } = then
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data || !now.data) return <DrawerBones />
  const shown = on === null ? all : data.occupancies
  return (
    <div>
      <div className="rg-household__bar">
        <div title={t('onHint')}>
          <CalendarDate value={on} onChange={setOn} label={t('on')} placeholder={t('on')} />
        </div>
        <Deeds premisesId={premisesId} today={now.data} />
      </div>
      <Records premisesId={premisesId} of={shown} ever={on === null} />
      <Shares of={data} />
    </div>
  )
}

function useHousehold(premisesId: string, on: string | null) {
  return useQuery({
    queryKey: [registry.readHouseholdOn.path, premisesId, on],
    queryFn: ({ signal }) =>
      call(registry.readHouseholdOn, { params: { premisesId }, query: on ? { on } : {}, signal }),
  })
}

function Shares({ of }: { of: Household }) {
  const t = useMoveTexts()
  if (of.shareTotal === null) return null
  return (
    <p className="rg-household__shares">
      {of.sharesComplete ? (
        t('shares', { total: of.shareTotal })
      ) : (
        <StatusTag tone="warning">{t('sharesMissing', { total: of.shareTotal })}</StatusTag>
      )}
    </p>
  )
}

function Deeds({ premisesId, today }: { premisesId: string; today: Household }) {
  const t = useMoveTexts()
  const may = useCan('registry.occupancies.manage')
  const [open, setOpen] = useState<Open>()
  const reason = may ? undefined : t('noManage')
  const owners = today.occupancies.filter(one => one.kind === 'owner')
  const form = { open: true, close: () => setOpen(undefined), premisesId, premisesLabel: today.premisesLabel }
  return (
    <div>
      <ReasonButton type="primary" reason={reason} onClick={() => setOpen('in')}>
        {t('moveIn')}
      </ReasonButton>
      <ReasonButton
        reason={reason ?? (today.occupancies.length === 0 ? t('nobodyToLeave') : undefined)}
        onClick={() => setOpen('out')}
      >
        {t('moveOut')}
      </ReasonButton>
      <ReasonButton
        reason={reason ?? (owners.length === 0 ? t('noOwner') : undefined)}
        onClick={() => setOpen('transfer')}
      >
        {t('transfer')}
      </ReasonButton>
      <Suspense fallback={null}>
        {open === 'in' ? <MoveInForm {...form} /> : null}
        {open === 'out' ? <MoveOutForm {...form} present={today.occupancies} /> : null}
        {open === 'transfer' ? <TransferForm {...form} owners={owners} today={today.on} /> : null}
      </Suspense>
    </div>
  )
}

function Records({ premisesId, of, ever }: { premisesId: string; of: readonly Occupancy[]; ever: boolean }) {
  const t = useMoveTexts()
  const may = useCan('registry.occupancies.manage')
  const [mending, setMending] = useState<Occupancy>()
  return (
    <>
      {of.length === 0 ? (
        <p className="rg-none">{ever ? t('noneEver') : t('none')}</p>
      ) : (
        <div className="rg-table-scroll">
          <OccupancyTable
            name={t('all')}
            of={of}
            rows="people"
            action={may ? one => <CorrectButton onClick={() => setMending(one)} of={one} /> : undefined}
          />
        </div>
      )}
      <Corrections premisesId={premisesId} />
      <Suspense fallback={null}>
        {mending ? <CorrectForm key={mending.id} of={mending} close={() => setMending(undefined)} /> : null}
      </Suspense>
    </>
  )
}

function CorrectButton({ of, onClick }: { of: Occupancy; onClick: () => void }) {
  const t = useMoveTexts()
  return (
    <Button type="link" size="small" onClick={onClick} aria-label={t('correct.title', { name: of.personName })}>
      {t('correct')}
    </Button>
  )
}

function Corrections({ premisesId }: { premisesId: string }) {
  const t = useMoveTexts()
  const w = useRegistryTexts()
  const { data } = useQuery({
    queryKey: [registry.listCorrections.path, premisesId],
    queryFn: ({ signal }) => call(registry.listCorrections, { params: { premisesId }, signal }),
  })
  if (!data || data.items.length === 0) return null
  const words = (name: string, record: { kind: Occupancy['kind']; fromOn: string }) =>
    t('corrections.line', { name, kind: w(`kind.${record.kind}`), from: record.fromOn })
  return (
    <section className="rg-corrected">
      <h3>{t('corrections')}</h3>
      <ul className="rg-corrections">
        {data.items.map(item => (
          <li key={item.id}>
            {words(item.personName, item.before)} →{' '}
            {item.after ? words(item.personName, item.after) : t('corrections.removed')}
            <small>
              {' '}
              {item.reason} · {item.correctedByName}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
