import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { type Pool, stateOf } from './pool.ts'
import { usePoolTexts } from './texts.ts'

/** Whether a pool waits for its bills, has them, or is void. */
export function PoolStateTag({ of }: { of: Pick<Pool, 'voidedAt' | 'billCount'> }) {
  const t = usePoolTexts()
  const state = stateOf(of)
  const tone = ({ open: 'warning', billed: 'success', void: 'neutral' } as const)[state]
  return <StatusTag tone={tone}>{t(`state.${state}`)}</StatusTag>
}
