import { StatusTag } from '../shell/show/StatusTag.tsx'
import type { Round } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'

/** Whether a round is under way. */
export function RoundTag({ state }: { state: Round['state'] }) {
  const t = useReadingTexts()
  return <StatusTag tone={state === 'open' ? 'info' : 'neutral'}>{t(`rounds.state.${state}`)}</StatusTag>
}
