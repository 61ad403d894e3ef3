import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import type { PremisesRow } from '../registry.ts'
import { usePlacePageTexts } from './page-texts.ts'

const ManyForm = lazy(async () => ({ default: (await import('./ManyForm.tsx')).ManyForm }))
const MergeForm = lazy(async () => ({ default: (await import('./SplitForm.tsx')).MergeForm }))

/** What can be done with chosen premises: write the same into all, or make them one. */
export function ManyActions({ rows, clear }: { rows: PremisesRow[]; clear: () => void }) {
  const t = usePlacePageTexts()
  const [open, setOpen] = useState<'edit' | 'merge'>()
  const [mayEdit, mayMerge] = [useCan('registry.premises.edit'), useCan('registry.premises.merge')]
  return (
    <>
      <ReasonButton reason={mayEdit ? undefined : t('noEdit')} onClick={() => setOpen('edit')}>
        {t('many')}
      </ReasonButton>
      <ReasonButton
        reason={mayMerge ? (rows.length < 2 || rows.length > 20 ? t('merge.count') : undefined) : t('noMerge')}
        onClick={() => setOpen('merge')}
      >
        {t('merge')}
      </ReasonButton>
      <Suspense fallback={null}>
        {open === 'edit' ? <ManyForm rows={rows} close={() => setOpen(undefined)} done={clear} /> : null}
        {open === 'merge' ? <MergeForm rows={rows} close={() => setOpen(undefined)} /> : null}
      </Suspense>
    </>
  )
}
