import { Tooltip } from 'antd'
import { CircleHelp } from 'lucide-react'
import { useAnalyticsTexts } from './texts.ts'
import './dashboard.css'

/** A small question mark whose tooltip is the formula; reachable by keyboard, read as its name. */
export function HowCounted({ what, how }: { what: string; how: string }) {
  const t = useAnalyticsTexts()
  return (
    <Tooltip title={how} trigger={['hover', 'focus']} styles={{ root: { maxWidth: 320 } }}>
      <button type="button" className="an-how" aria-label={`${what} · ${t('how')} · ${how}`}>
        <CircleHelp size={13} aria-hidden />
      </button>
    </Tooltip>
  )
}
