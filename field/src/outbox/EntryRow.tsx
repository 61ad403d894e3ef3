import { ApiError } from '@anju/contract'
import { Button, ConfirmDialog, DateText, StatusTag, useRefusalText } from '@anju/ui'
import { useEffect, useState } from 'react'
import { Link } from '../navigation.ts'
import { discardEntry } from './outbox.ts'
import { isHeld, isOfDebtor, isOfMeter, type OutboxEntry } from './outbox-entry.ts'
import { useOutboxTexts } from './texts.ts'

export interface EntryRowProps {
  entry: OutboxEntry
  /** All of them: an earlier one may hold this one back. */
  entries: readonly OutboxEntry[]
}

/** One thing that waits: what, where, when, how it stands; and the way to give it up. */
export function EntryRow({ entry, entries }: EntryRowProps) {
  const t = useOutboxTexts()
  const [asking, setAsking] = useState(false)
  const kind = t(`kind.${entry.kind}`)
  return (
    <li className="fi-entry">
      <div className="fi-entry__main">
        {entry.kind === 'photo' ? <EntryPhoto photo={entry.photo} /> : null}
        <div className="fi-entry__words">
          <span className="fi-entry__title">
            {kind} ·{' '}
            {entry.kind === 'clock' ? (
              <Link to="/shift">{entry.place}</Link>
            ) : isOfDebtor(entry.orderId) ? (
              <Link to="/me/debtors">{entry.place}</Link>
            ) : isOfMeter(entry.orderId) ? (
              <Link to="/me/rounds">{entry.place}</Link>
            ) : (
              <Link to="/tasks/$orderId" params={{ orderId: entry.orderId }}>
                {entry.place}
              </Link>
            )}
          </span>
          <span className="fi-entry__at">
            <DateText at={entry.at} />
          </span>
          <EntryState entry={entry} entries={entries} />
        </div>
      </div>
      <Button
        look="secondary"
        aria-label={`${t('discardConfirm', { kind })} ${entry.place}`}
        onClick={() => setAsking(true)}
      >
        {t('discard')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void discardEntry(entry.id)}
        title={t('discardAsk', { kind })}
        confirmLabel={t('discardConfirm', { kind })}
        tone="danger"
      >
        {t(entry.kind === 'finish' ? 'discardFinish' : 'discardText', { place: entry.place })}
      </ConfirmDialog>
    </li>
  )
}

function EntryState({ entry, entries }: EntryRowProps) {
  const t = useOutboxTexts()
  const explain = useRefusalText()
  const { err, tries } = entry
  if (err) {
    // For a task or a household, "not found" means that it was given to somebody else.
    const ofTask = entry.kind !== 'photo' && entry.kind !== 'clock' && !isOfMeter(entry.orderId)
    const why =
      err.status === 404 && ofTask
        ? t(entry.kind === 'visit' ? 'goneDebtor' : 'gone')
        : explain(new ApiError(err.status, err, null))
    return <p className="fi-entry__refused">{t('refused', { why })}</p>
  }
  const words = isHeld(entry, entries) ? t('held') : tries > 0 ? t('tried', { count: tries }) : t('waiting')
  return (
    <div>
      <StatusTag tone="warning">{words}</StatusTag>
    </div>
  )
}

function EntryPhoto({ photo }: { photo: Blob }) {
  const t = useOutboxTexts()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(photo)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return url ? <img className="fi-entry__photo" src={url} alt={t('photoOf')} /> : null
}
