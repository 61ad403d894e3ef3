import { CircleDashed, FileClock, type LucideIcon } from 'lucide-react'
import { StatusTag, type Tone } from '../shell/show/StatusTag.tsx'
import { sumOf } from './counts.ts'
import type { ImportRow, ImportState } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

const TONES: Record<ImportState, Tone> = {
  reading: 'info',
  planned: 'warning',
  failed: 'danger',
  committing: 'info',
  cancelled: 'neutral',
  committed: 'success',
  reverting: 'info',
  reverted: 'neutral',
}
const ICONS: Partial<Record<ImportState, LucideIcon>> = {
  reading: CircleDashed,
  planned: FileClock,
  committing: CircleDashed,
  reverting: CircleDashed,
}

/** Where an import stands; one whose dry run found nothing new has nothing to wait for. */
export function ImportStateTag({ of: { state, counts } }: { of: Pick<ImportRow, 'state' | 'counts'> }) {
  const t = useImportsTexts()
  if (state === 'planned' && sumOf(counts).create + sumOf(counts).change === 0) {
    return <StatusTag tone="neutral">{t('state.nothing')}</StatusTag>
  }
  return (
    <StatusTag tone={TONES[state]} icon={ICONS[state]}>
      {t(`state.${state}`)}
    </StatusTag>
  )
}
