import { useCashierTexts } from './texts.ts'
import type { DeskChannel } from './useDeskChannel.ts'

/** Which channel the card is drawn through; nothing where there is nothing to choose. */
export function ChannelChoice({ channel, disabled }: { channel: DeskChannel; disabled: boolean }) {
  const t = useCashierTexts()
  if (channel.channels.length === 0) return null
  return (
    <select
      className="c-pay__for"
      aria-label={t('channel')}
      value={channel.channelId}
      disabled={disabled}
      onChange={event => channel.choose(event.target.value)}
    >
      {channel.channels.map(one => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </select>
  )
}
