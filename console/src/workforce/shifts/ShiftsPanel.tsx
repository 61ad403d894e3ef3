import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Clock, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { shiftsQuery } from '../rota/RotaPage.tsx'
import type { Shift } from '../rota/rota.ts'
import { useRotaTexts } from '../rota/texts.ts'
import { useCompanyReason } from '../workforce.ts'

const ShiftDrawer = lazy(async () => ({ default: (await import('./ShiftDrawer.tsx')).ShiftDrawer }))

/** The shifts of the company. */
export function ShiftsPanel() {
  const t = useRotaTexts()
  const { data = [], error, isPending, refetch } = useQuery(shiftsQuery)
  const reason = useCompanyReason('workforce.rota.manage')
  const [editing, setEditing] = useState<Shift | 'new'>()
  if (error) return <FailureNotice error={error} retry={() => void refetch()} />
  const add = (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      onClick={() => setEditing('new')}
      reason={reason}
    >
      {t('newShift')}
    </ReasonButton>
  )
  return (
    <div className="wf-sections">
      <div className="wf-tools">
        {add}
        <ExportButton route={workforce.exportShifts} query={{}} name={t('tab.shifts')} />
      </div>
      {data.length === 0 && !isPending ? (
        <StatePage level="part" icon={Clock} title={t('shift.empty')}>
          {t('noShiftsText')}
        </StatePage>
      ) : (
        <table className="wf-table c-card" aria-label={t('tab.shifts')}>
          <thead>
            <tr>
              <th scope="col">{t('shift.code')}</th>
              <th scope="col">{t('shift.name')}</th>
              <th scope="col">{t('shift.startsAt')}</th>
              <th scope="col">{t('shift.endsAt')}</th>
              <th scope="col">{t('shift.break')}</th>
              <th scope="col">{t('shift.work')}</th>
              <th scope="col">
                <span className="c-unseen">{t('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map(shift => (
              <ShiftRow key={shift.id} shift={shift} edit={() => setEditing(shift)} reason={reason} />
            ))}
          </tbody>
        </table>
      )}
      <Suspense fallback={null}>
        <ShiftDrawer
          key={editing === 'new' ? 'new' : editing?.id}
          shift={editing === 'new' ? undefined : editing}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </Suspense>
    </div>
  )
}

function ShiftRow({ shift, edit, reason }: { shift: Shift; edit: () => void; reason: string | undefined }) {
  const t = useRotaTexts()
  return (
    <tr>
      <td>
        <span className={`wf-cell wf-shift--${shift.colour}`}>{shift.code}</span>
      </td>
      <td>
        {shift.name} {shift.active ? null : <StatusTag tone="neutral">{t('shift.inactive')}</StatusTag>}
      </td>
      <td className="c-number">{shift.startsAt}</td>
      <td className="c-number">
        {shift.endsAt} {shift.overnight ? <small>{t('shift.nextDay')}</small> : null}
      </td>
      <td className="c-number">{shift.breakMinutes}</td>
      <td className="c-number">{t('shift.hours', { hours: Math.round(shift.workMinutes / 6) / 10 })}</td>
      <td className="wf-end">
        <ReasonButton size="small" type="text" onClick={edit} reason={reason}>
          {t('edit')}
        </ReasonButton>
      </td>
    </tr>
  )
}
