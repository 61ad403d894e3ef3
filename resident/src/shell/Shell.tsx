import { type ReactNode, useEffect } from 'react'
import { queryClient } from '../api.ts'
import { renewNotices } from '../messaging/notices.ts'
import { realtime, useRealtime } from '../realtime.ts'
import { ConsentGate } from '../residents/ConsentGate.tsx'
import { useMe } from '../session.tsx'

/** Holds what lives as long as somebody is signed in: the event stream, and the way out when the session ends. */
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe()
  if (me === null) return null
  return (
    <>
      <LiveData />
      <ConsentGate>{children}</ConsentGate>
    </>
  )
}

/** Whatever changes at the server about this household is read again within a moment, on every open page. */
function LiveData() {
  useEffect(() => realtime.start(), [])
  useRealtime(
    ['billing.*', 'metering.*', 'payments.*', 'registry.*', 'residents.*', 'service-desk.*'],
    () => void queryClient.invalidateQueries({ queryKey: ['my'] }),
  )
  // A decision about me comes as a notice: whoever has no home yet hears of no premises.
  useRealtime(['messaging.noticesChanged'], () => {
    renewNotices()
    void queryClient.invalidateQueries({ queryKey: ['my'] })
  })
  return null
}
