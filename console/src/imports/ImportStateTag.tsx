import { CircleDashed, FileClock } from 'lucide-react'
import { StatusTag, type Tone } from '../shell/show/StatusTag.tsx'
import type { ImportState } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

const TONES: Record<ImportState, Tone> = {
  reading: 'info',
  planned: 'warning',
  failed: 'danger',
  committing: 'info',
  committed: 'success',
}
const ICONS = { reading: CircleDashed, planned: FileClock, committing: CircleDashed }

export function ImportStateTag({ state }: { state: ImportState }) {
  const t = useImportsTexts()
  return (
    <StatusTag tone={TONES[state]} icon={state in ICONS ? ICONS[state as keyof typeof ICONS] : undefined}>
      {t(`state.${state}`)}
    </StatusTag>
  )
}
