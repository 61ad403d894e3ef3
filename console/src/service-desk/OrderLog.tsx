import { DateText } from '@anju/ui'
import {
  Check,
  CircleCheckBig,
  ClipboardPen,
  type LucideIcon,
  MessageSquareText,
  RotateCcw,
  Undo2,
  UserRoundCheck,
  UserRoundPlus,
  X,
} from 'lucide-react'
import { OrderPhotos } from './OrderPhotos.tsx'
import type { OrderLogEntry } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

const ICONS: Record<OrderLogEntry['action'], LucideIcon> = {
  reported: ClipboardPen,
  assigned: UserRoundPlus,
  accepted: UserRoundCheck,
  declined: Undo2,
  finished: Check,
  confirmed: CircleCheckBig,
  rejected: RotateCcw,
  voided: X,
  noted: MessageSquareText,
}

/** Which steps went wrong for somebody, which are good news. */
const TONES: Partial<Record<OrderLogEntry['action'], 'warning' | 'success' | 'danger'>> = {
  declined: 'warning',
  rejected: 'warning',
  voided: 'danger',
  finished: 'success',
  confirmed: 'success',
}

/** Everything that was done with an order, the newest first: what, who, when, with words and photos. */
export function OrderLog({ log }: { log: readonly OrderLogEntry[] }) {
  const t = useServiceDeskTexts()
  return (
    <ol className="sd-log" aria-label={t('order.log')}>
      {log.toReversed().map(entry => (
        <LogStep key={entry.id} entry={entry} />
      ))}
    </ol>
  )
}

function LogStep({ entry }: { entry: OrderLogEntry }) {
  const t = useServiceDeskTexts()
  const Icon = ICONS[entry.action]
  const word = t(`log.${entry.action}`)
  // Those of the report stand with its description.
  const photos = entry.action === 'reported' ? [] : entry.photos
  const silent = entry.action === 'confirmed' && entry.actorKind === 'system'
  // The server writes the repairer's name, and after a colon what the dispatcher said.
  const assigned = entry.action === 'assigned' && entry.note
  // What the household wrote when it confirmed stands on its own above.
  const told = entry.action === 'confirmed' ? null : entry.note
  const note = silent ? t('log.auto') : assigned ? t('log.to', { note: assigned }) : told
  return (
    <li className="sd-log__step" data-tone={TONES[entry.action]}>
      <span className="sd-log__mark" aria-hidden>
        <Icon size={12} />
      </span>
      <div className="sd-log__head">
        <strong>{word}</strong>
        <span className="sd-log__who">
          {entry.actorKind === 'system' ? t('by.system') : t(`by.${entry.actorKind}`, { name: entry.actorName })}
        </span>
        <span className="sd-log__at">
          <DateText at={entry.at} />
        </span>
      </div>
      {note ? <p className="sd-log__note">{note}</p> : null}
      {photos.length > 0 ? <OrderPhotos photos={photos} what={word} /> : null}
    </li>
  )
}
