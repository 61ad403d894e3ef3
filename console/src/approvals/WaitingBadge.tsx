import { defineTexts } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useRealtime } from '../realtime.ts'
import { CountBadge } from '../shell/CountBadge.tsx'
import { renewApprovals, waitingQuery } from './approvals.ts'

/** Its own words, so that the left bar does not carry those of the pages. */
const useTexts = defineTexts({ 'zh-CN': { waiting: '{count} 件待您审批' }, en: { waiting: '{count} waiting for you' } })

/** How many requests wait for me, beside the entry of the left bar; nothing when none does. */
export function WaitingBadge() {
  const t = useTexts()
  const { data = 0 } = useQuery(waitingQuery)
  useRealtime(['approvals.*'], renewApprovals)
  return <CountBadge count={data} words={t('waiting', { count: data })} />
}
