import { ButtonLink, EmptyState, Loaded, Page } from '@anju/ui'
import { ClipboardX } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from '../navigation.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { FinishReport } from './FinishReport.tsx'
import { useTaskTexts } from './task-texts.ts'
import { useTask } from './useTask.ts'

/** The report of a finished work, where the task is one that may be finished now. */
export function FinishPage() {
  const t = useTaskTexts()
  const { orderId } = useParams('/tasks/$orderId/finish')
  const back = useBack(`/tasks/${orderId}`)
  const { detail, now } = useTask(orderId)
  // While the report is being kept, the task is already done for the phone; the form stays until the page is left.
  const [leaving, setLeaving] = useState(false)
  if (now && (leaving || (now.task.state === 'working' && !now.refused))) {
    return <FinishReport task={now.task} onBack={back} onLeaving={setLeaving} />
  }
  return (
    <Page title={t('finishTitle')} onBack={back} action={<NetworkState />}>
      <Loaded query={{ ...detail, data: now }}>{() => <NotNow orderId={orderId} />}</Loaded>
    </Page>
  )
}

function NotNow({ orderId }: { orderId: string }) {
  const t = useTaskTexts()
  return (
    <EmptyState
      icon={<ClipboardX aria-hidden="true" />}
      title={t('finishNot')}
      text={t('finishNotText')}
      action={
        <ButtonLink render={link => <Link to="/tasks/$orderId" params={{ orderId }} replace {...link} />}>
          {t('toTask')}
        </ButtonLink>
      }
    />
  )
}
