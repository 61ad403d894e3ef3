import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { type SpaceRow, STATE_TONES } from './space.ts'
import { useSpaceTexts } from './texts.ts'

export function SpaceStateTag({ state }: { state: SpaceRow['state'] }) {
  const t = useSpaceTexts()
  return <StatusTag tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusTag>
}
