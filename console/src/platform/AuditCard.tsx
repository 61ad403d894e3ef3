import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Copy, FileSearch } from 'lucide-react'
import { CopyId } from '../shell/show/CopyId.tsx'
import { copyText } from '../shell/show/copy-text.ts'
import { ChangeList, type HistoryEntry } from '../shell/show/HistoryList.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { AuditActor } from './AuditActor.tsx'
import type { AuditEntry } from './audit-entry.ts'
import { RecordText } from './RecordText.tsx'
import { StoredNames, StoredValue } from './StoredValue.tsx'
import { usePlatformTexts } from './texts.ts'

/** One line of the log: who, what, from where, with what content, and its hash. */
export function AuditCard({ entry, loading }: { entry: AuditEntry | undefined; loading: boolean }) {
  const t = usePlatformTexts()
  if (entry) return <Shown entry={entry} />
  if (loading) return null
  return (
    <StatePage level="part" icon={FileSearch} title={t('audit.notHere')}>
      {t('audit.notHereText')}
    </StatePage>
  )
}

function Shown({ entry }: { entry: AuditEntry }) {
  const t = usePlatformTexts()
  return (
    <div className="pl-sections">
      <dl className="c-facts">
        <div>
          <dt>{t('field.at')}</dt>
          <dd>{formatDateTime(entry.at)}</dd>
        </div>
        <div>
          <dt>{t('field.actor')}</dt>
          <dd>
            <AuditActor entry={entry} />{' '}
            {entry.actorId ? (
              <Link to="/audit" search={{ actorId: entry.actorId }}>
                {t('audit.sameActor')}
              </Link>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{t('field.address')}</dt>
          <dd>{entry.address ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('field.code')}</dt>
          <dd>
            <code className="pl-code">{entry.action}</code>
          </dd>
        </div>
        <AboutRecord entry={entry} />
        <div>
          <dt>{t('field.requestId')}</dt>
          <dd>{entry.requestId ? <CopyId id={entry.requestId} what={t('field.requestId')} /> : '–'}</dd>
        </div>
      </dl>
      <StoredNames names={entry.names}>
        <Changes detail={entry.detail} />
        <Detail value={restOf(entry.detail)} />
      </StoredNames>
      <section>
        <h3>
          {t('field.hash')} <small>{`${t('field.seq')} ${entry.seq}`}</small>
        </h3>
        <div className="pl-hash">
          <code>{entry.hash}</code>
          <CopyButton text={entry.hash} label={t('field.hash')} />
        </div>
        <p className="pl-hint">{t('hash.hint')}</p>
      </section>
    </div>
  )
}

/** What the line is about: the record by kind and name, its id, and the way to the other lines about it. */
function AboutRecord({ entry: { object, objectKind, objectLabel } }: { entry: AuditEntry }) {
  const t = usePlatformTexts()
  return (
    <>
      <div>
        <dt>{t('field.object')}</dt>
        <dd>
          {object ? (
            <>
              <RecordText id={object} kind={objectKind} label={objectLabel} />{' '}
              <Link to="/audit" search={{ object }}>
                {t('audit.sameObject')}
              </Link>
            </>
          ) : (
            '–'
          )}
        </dd>
      </div>
      {object && objectLabel ? (
        <div>
          <dt>{t('field.objectId')}</dt>
          <dd>
            <CopyId id={object} what={t('field.objectId')} />
          </dd>
        </div>
      ) : null}
    </>
  )
}

type Detailed = { changes?: HistoryEntry['changes'] } | null

/** What the action changed, field by field; nothing when it changed no record. */
function Changes({ detail }: { detail: unknown }) {
  const t = usePlatformTexts()
  const changes = (detail as Detailed)?.changes
  if (!Array.isArray(changes) || changes.length === 0) return null
  return (
    <section>
      <h3>{t('detail.changes')}</h3>
      <ChangeList changes={changes} show={(field, value) => <StoredValue value={value} field={field} />} />
    </section>
  )
}

/** What was asked, without the changes that stand above. */
function restOf(detail: unknown): unknown {
  if (typeof detail !== 'object' || detail === null || !('changes' in detail)) return detail
  const { changes: _, ...rest } = detail
  return rest
}

function Detail({ value }: { value: unknown }) {
  const t = usePlatformTexts()
  const none = value === null || value === undefined
  return (
    <section>
      <h3>
        {t('field.detail')}
        {none ? null : <CopyButton text={JSON.stringify(value, null, 2)} label={t('detail.copy')} />}
      </h3>
      {none ? (
        <p className="pl-hint">{t('detail.none')}</p>
      ) : (
        <div className="pl-detail">
          <StoredValue value={value} />
        </div>
      )}
    </section>
  )
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const t = usePlatformTexts()
  const { message } = App.useApp()
  const copy = async () => {
    if (await copyText(text)) void message.success(t('detail.copied'))
    else void message.error(t('detail.copyFailed'))
  }
  return (
    <Button
      size="small"
      type="text"
      icon={<Copy size={13} aria-hidden />}
      onClick={() => void copy()}
      aria-label={`${label} · ${t('detail.copy')}`}
    >
      {label === t('detail.copy') ? label : null}
    </Button>
  )
}
