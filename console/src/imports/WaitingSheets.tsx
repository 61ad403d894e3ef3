import { imports } from '@anju/contract'
import { defineTexts } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { CountBadge } from '../shell/CountBadge.tsx'

/** Its own words, so that the left bar does not carry those of the pages. */
const useTexts = defineTexts({
  'zh-CN': { sheets: '{count} 份期初对照表待您签字或验收' },
  en: { sheets: '{count} control sheets waiting for you' },
})

/** How many control sheets of opening balances wait for me. */
export function WaitingSheets() {
  const t = useTexts()
  const { path } = imports.countWaitingControlSheets
  const { data = 0 } = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => (await call(imports.countWaitingControlSheets, { signal })).waiting,
    enabled: useCan('imports.control.sign'),
  })
  // Told of a sheet, of an import, or that what waited is decided: each comes with a notice.
  useRealtime(['imports.*', 'messaging.noticesChanged'], () => void queryClient.invalidateQueries({ queryKey: [path] }))
  return <CountBadge count={data} words={t('sheets', { count: data })} />
}
