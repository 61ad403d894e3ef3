import { Button, ButtonLink, EmptyState, Page, useToast } from '@anju/ui'
import { CloudCheck, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Link } from '../navigation.ts'
import { LateNotices } from '../service-desk/LateNotices.tsx'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { EntryRow } from './EntryRow.tsx'
import { retryOutbox, useOutbox } from './outbox.ts'
import { useOutboxTexts } from './texts.ts'

/** What was done here and has not arrived: in order, with the reason where the server refused it. */
export function QueuePage() {
  const t = useOutboxTexts()
  const back = useBack('/')
  const { entries } = useOutbox()
  const toast = useToast()
  const [trying, setTrying] = useState(false)

  async function retry(): Promise<void> {
    setTrying(true)
    try {
      await retryOutbox()
    } catch {
      toast(t('notRetried'), 'danger')
    } finally {
      setTrying(false)
    }
  }

  const foot = (
    <Button wide icon={<RotateCw aria-hidden="true" />} loading={trying} onClick={() => void retry()}>
      {t('retryAll')}
    </Button>
  )
  return (
    <Page title={t('title')} onBack={back} action={<NetworkState />} foot={entries.length > 0 ? foot : undefined}>
      <LateNotices />
      {entries.length > 0 ? (
        <>
          <p className="fi-intro">{t('intro')}</p>
          <ol className="aj-stack" aria-label={t('list')}>
            {entries.map(entry => (
              <EntryRow key={entry.id} entry={entry} entries={entries} />
            ))}
          </ol>
        </>
      ) : (
        <EmptyState
          icon={<CloudCheck aria-hidden="true" />}
          title={t('none')}
          text={t('noneText')}
          action={
            <ButtonLink look="secondary" render={link => <Link to="/" {...link} />}>
              {t('toTasks')}
            </ButtonLink>
          }
        />
      )}
    </Page>
  )
}
