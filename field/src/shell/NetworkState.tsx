import { StatusTag } from '@anju/ui'
import { CloudUpload, Wifi, WifiOff } from 'lucide-react'
import { useConnected } from '../connection.ts'
import { Link } from '../navigation.ts'
import { useOutbox } from '../outbox/outbox.ts'
import { useTexts } from '../texts/texts.ts'

/** Always in sight: whether what is done here reaches the office now, and how much has not. Leads to what waits. */
export function NetworkState() {
  const t = useTexts()
  const connected = useConnected()
  const { entries } = useOutbox()
  const refused = entries.some(entry => entry.err !== null)
  const waitTone = refused ? 'danger' : entries.length > 0 ? 'warning' : 'neutral'
  return (
    <div role="status">
      <Link to="/queue" className="fi-network">
        <StatusTag
          tone={connected ? 'success' : 'warning'}
          icon={connected ? <Wifi aria-hidden="true" /> : <WifiOff aria-hidden="true" />}
        >
          {t(connected ? 'shell.online' : 'shell.offline')}
        </StatusTag>{' '}
        <StatusTag tone={waitTone} icon={<CloudUpload aria-hidden="true" />}>
          {t('shell.waiting', { count: entries.length })}
        </StatusTag>
      </Link>
    </div>
  )
}
