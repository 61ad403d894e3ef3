import { workforce } from '@anju/contract'
import { numbered } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Plus, Repeat } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { shiftsQuery } from '../rota/RotaPage.tsx'
import type { Pattern } from '../rota/rota.ts'
import { useRotaTexts } from '../rota/texts.ts'
import { useCompanyReason } from '../workforce.ts'

const PatternDrawer = lazy(async () => ({ default: (await import('./PatternDrawer.tsx')).PatternDrawer }))

/** The rotations of the company, drawn as the days of their cycle. */
export function PatternsPanel() {
  const t = useRotaTexts()
  const { data: shifts = [] } = useQuery(shiftsQuery)
  const {
    data = [],
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: [workforce.listShiftPatterns.path],
    queryFn: async ({ signal }) => (await call(workforce.listShiftPatterns, { signal })).items,
  })
  const reason = useCompanyReason('workforce.rota.manage')
  const [editing, setEditing] = useState<Pattern | 'new'>()
  if (error) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <div className="wf-sections">
      <div className="wf-tools">
        <ReasonButton
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
          reason={reason ?? (shifts.length === 0 ? t('noShifts') : undefined)}
        >
          {t('newPattern')}
        </ReasonButton>
        <ExportButton route={workforce.exportShiftPatterns} query={{}} name={t('tab.patterns')} />
      </div>
      {data.length === 0 && !isPending ? <StatePage level="part" icon={Repeat} title={t('pattern.empty')} /> : null}
      <ul className="wf-documents">
        {data.map(pattern => (
          <li key={pattern.id}>
            <strong>{pattern.name}</strong>
            <small>{t('pattern.length', { count: pattern.shiftIds.length })}</small>
            <span>
              {numbered(pattern.shiftIds).map(({ thing: id, place }) => {
                const shift = shifts.find(one => one.id === id)
                return (
                  <span key={place} className={`wf-cell wf-shift--${shift?.colour ?? 'grey'}`}>
                    {shift?.code ?? t('dayOff')}
                  </span>
                )
              })}
            </span>
            {pattern.active ? null : <StatusTag tone="neutral">{t('shift.inactive')}</StatusTag>}
            <span className="wf-end">
              <ReasonButton size="small" type="text" onClick={() => setEditing(pattern)} reason={reason}>
                {t('edit')}
              </ReasonButton>
            </span>
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        <PatternDrawer
          key={editing === 'new' ? 'new' : editing?.id}
          pattern={editing === 'new' ? undefined : editing}
          shifts={shifts}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </Suspense>
    </div>
  )
}
