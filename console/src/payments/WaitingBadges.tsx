import { payments } from '@anju/contract'
import { defineTexts } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { CountBadge } from '../shell/CountBadge.tsx'

/** Its own words, so that the left bar does not carry those of the pages. */
const useTexts = defineTexts({
  'zh-CN': { statements: '{count} 份待您确认', closes: '{count} 天待您复核' },
  en: { statements: '{count} waiting for your confirmation', closes: '{count} waiting for your signature' },
})

/** How many settlements wait for me: of what matches, or of how a difference is dealt with. */
export function WaitingStatements() {
  const t = useTexts()
  const { path } = payments.countWaitingStatements
  const { data = 0 } = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => (await call(payments.countWaitingStatements, { signal })).waiting,
    enabled: useCan('payments.channels.confirm'),
  })
  useRealtime(['payments.channelsChanged'], () => void queryClient.invalidateQueries({ queryKey: [path] }))
  return <CountBadge count={data} words={t('statements', { count: data })} />
}

/** How many closed days wait for my signature. */
export function WaitingCloses() {
  const t = useTexts()
  const { path } = payments.countWaitingDayCloses
  const { data = 0 } = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => (await call(payments.countWaitingDayCloses, { signal })).waiting,
    enabled: useCan('payments.tills.sign'),
  })
  useRealtime(['payments.tillChanged'], () => void queryClient.invalidateQueries({ queryKey: [path] }))
  return <CountBadge count={data} words={t('closes', { count: data })} />
}
