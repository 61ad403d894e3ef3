import { StatusTag, useOnline } from '@anju/ui'
import { Wifi, WifiOff } from 'lucide-react'
import { useTexts } from '../texts/texts.ts'

/** Always in sight: whether what is done here reaches the office now. */
export function NetworkState() {
  const t = useTexts()
  const online = useOnline()
  return (
    <div role="status" className="fi-network">
      <StatusTag
        tone={online ? 'success' : 'warning'}
        icon={online ? <Wifi aria-hidden="true" /> : <WifiOff aria-hidden="true" />}
      >
        {t(online ? 'shell.online' : 'shell.offline')}
      </StatusTag>
    </div>
  )
}
