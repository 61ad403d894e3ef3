import { workforce } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { useReason } from '../workforce.ts'
import { ClashDialog } from './ClashDialog.tsx'
import { RotaGrid } from './RotaGrid.tsx'
import type { Span } from './RotaPage.tsx'
import {
  type Area,
  type CellKey,
  type Clash,
  cellsOf,
  changesOf,
  type Edits,
  edited,
  type Rota,
  type Shift,
} from './rota.ts'
import { ShiftPalette } from './ShiftPalette.tsx'
import { useRotaTexts } from './texts.ts'

const RotaTools = lazyPart(
  async () => (await import('./RotaTools.tsx')).RotaTools,
  <div className="c-bone" style={{ height: 32 }} />,
)

const RotaDrawers = lazy(async () => ({ default: (await import('./RotaDrawers.tsx')).RotaDrawers }))

export type OpenDrawer = 'needs' | 'changes'

/** Edits are gathered and sent as one batch; clashes come back before anything is written. */
function useEdits(rota: Rota) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const saved = useMemo(() => cellsOf(rota), [rota])
  const [edits, setEdits] = useState<Edits>(new Map())
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const save = useMutation({
    mutationFn: (acceptWarnings: boolean) =>
      call(workforce.changeRota, {
        params: { teamId: rota.teamId },
        body: { changes: changesOf(edits, saved), acceptWarnings },
        idempotencyKey: newId(),
      }),
    onSuccess: async answer => {
      if (!answer.saved) return setClashes(answer.clashes)
      await queryClient.invalidateQueries({ queryKey: ['/workforce/rota'] })
      setEdits(new Map())
      setClashes([])
      void message.success(t('saved', { count: answer.changed }))
    },
  })
  const set = (cells: Iterable<readonly [CellKey, string | null]>) => {
    save.reset()
    setEdits(known => edited(known, saved, cells))
  }
  const discard = () => {
    setEdits(new Map())
    setClashes([])
    save.reset()
  }
  const shown = (key: CellKey) => (edits.has(key) ? (edits.get(key) ?? null) : (saved.get(key) ?? null))
  return { edits, set, discard, save, clashes, forgetClashes: () => setClashes([]), shown }
}

export type RotaEdits = ReturnType<typeof useEdits>

/** Palette, grid, tools: one team in one span. */
export function RotaBoard({ rota, shifts, span }: { rota: Rota; shifts: Shift[]; span: Span }) {
  const t = useRotaTexts()
  const reason = useReason('workforce.rota.manage')
  const work = useEdits(rota)
  const [area, setArea] = useState<Area>({ top: 0, bottom: 0, left: 0, right: 0 })
  const [drawer, setDrawer] = useState<OpenDrawer>()
  const active = shifts.filter(shift => shift.active)
  useBlocker({
    shouldBlockFn: () => work.edits.size > 0 && !window.confirm(t('edits', { count: work.edits.size })),
    enableBeforeUnload: () => work.edits.size > 0,
  })
  return (
    <div className="wf-board">
      <div className="wf-no-print">
        <ShiftPalette shifts={active} disabled={reason !== undefined} />
        <RotaTools rota={rota} span={span} area={area} work={work} open={setDrawer} />
      </div>
      <RotaGrid rota={rota} shifts={shifts} area={area} select={setArea} work={work} readOnly={reason !== undefined} />
      {work.edits.size > 0 ? (
        <div className="wf-save wf-no-print" role="status">
          <span>{t('edits', { count: work.edits.size })}</span>
          <Button onClick={work.discard} disabled={work.save.isPending}>
            {t('discard')}
          </Button>
          <ReasonButton
            type="primary"
            loading={work.save.isPending}
            onClick={() => work.save.mutate(false)}
            reason={reason}
          >
            {t('save')}
          </ReasonButton>
        </div>
      ) : null}
      <FailureAlert error={work.save.error} />
      <ClashDialog work={work} />
      <Suspense fallback={null}>
        {drawer ? <RotaDrawers rota={rota} shifts={shifts} open={drawer} close={() => setDrawer(undefined)} /> : null}
      </Suspense>
    </div>
  )
}
