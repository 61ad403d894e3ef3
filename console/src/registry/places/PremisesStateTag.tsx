import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import type { PremisesRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'

const TONES: Record<PremisesRow['state'], Tone> = {
  unsold: 'neutral',
  sold: 'info',
  'handed-over': 'info',
  occupied: 'success',
  vacant: 'neutral',
  let: 'success',
  decorating: 'warning',
}

export function PremisesStateTag({ state }: { state: PremisesRow['state'] }) {
  const w = useRegistryTexts()
  return <StatusTag tone={TONES[state]}>{w(`state.${state}`)}</StatusTag>
}
