import { ButtonLink, Card, DateText, EmptyState, Facts, Loaded, Notice, Page, PhotoGrid, Section } from '@anju/ui'
import { ClipboardX } from 'lucide-react'
import { Link, useParams } from '../navigation.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { isGone } from './is-gone.ts'
import { LateNotices } from './LateNotices.tsx'
import { StaleNote } from './StaleNote.tsx'
import { hasAction, TaskActions } from './TaskActions.tsx'
import { TaskDue } from './TaskDue.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { TaskTags } from './TaskTags.tsx'
import type { Task, TaskDetail, TaskNow } from './task.ts'
import { useTaskTexts } from './task-texts.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useTask } from './useTask.ts'

/** One task: where, until when, what is wrong, what happened so far, and the next thing to do. */
export function TaskPage() {
  const t = useTaskTexts()
  const { orderId } = useParams('/tasks/$orderId')
  const back = useBack('/')
  const { detail, now, staleSince } = useTask(orderId)
  const gone = isGone(detail.error)
  return (
    <Page
      title={t('taskTitle')}
      onBack={back}
      action={<NetworkState />}
      foot={now && !gone && hasAction(now) ? <TaskActions task={now.task} /> : undefined}
    >
      <LateNotices orderId={orderId} />
      {now?.refused ? <RefusedNotice /> : null}
      {gone ? (
        <GoneState />
      ) : (
        <Loaded query={{ ...detail, data: now }}>
          {shown => (
            <>
              <StaleNote since={staleSince} />
              <TaskContent now={shown} />
              {detail.isError && !detail.data ? <Notice>{t('moreOnline')}</Notice> : null}
            </>
          )}
        </Loaded>
      )}
    </Page>
  )
}

function TaskContent({ now }: { now: TaskNow<Task & Partial<TaskDetail>> }) {
  const t = useTaskTexts()
  const words = useServiceDeskTexts()
  const { task, waiting, refused } = now
  return (
    <>
      {waiting && !refused ? <Notice tone="warning">{t(`waiting.${waiting}`)}</Notice> : null}
      <RejectedNotice task={task} />
      <Card>
        <h2 className="fi-place">{task.place}</h2>
        <div className="fi-tags">
          <TaskTags now={now} />
        </div>
        <div className="fi-place__due">
          <TaskDue task={task} />
        </div>
      </Card>
      <Card title={t('description')}>
        <p className="fi-description">{task.description}</p>
        {task.photos?.length ? <PhotoGrid label={t('photos')} photos={task.photos} /> : null}
      </Card>
      <Card title={t('facts')}>
        <Facts
          facts={[
            { term: t('number'), value: task.number },
            { term: t('category'), value: words(`category.${task.category}`) },
            { term: t('reporter'), value: task.reporterName },
            { term: t('reportedAt'), value: <DateText at={task.reportedAt} /> },
            { term: t('finishBy'), value: <DateText at={task.finishBy} /> },
          ]}
        />
      </Card>
      {task.log ? (
        <Section title={t('progress')}>
          <Card>
            <TaskProgress log={task.log} />
          </Card>
        </Section>
      ) : null}
    </>
  )
}

/** What the household said when it was not content, while the task is worked on again. */
function RejectedNotice({ task }: { task: Task & Partial<TaskDetail> }) {
  const t = useTaskTexts()
  if (task.round === 1 || task.state !== 'working') return null
  const note = task.log?.filter(entry => entry.action === 'rejected').at(-1)?.note
  return <Notice tone="warning">{note ? t('rejected', { note }) : t('rejectedOnly')}</Notice>
}

function RefusedNotice() {
  const t = useTaskTexts()
  return (
    <Notice tone="danger">
      {t('refusedText')}
      <div className="fi-notice__action">
        <ButtonLink look="secondary" render={link => <Link to="/queue" {...link} />}>
          {t('toQueue')}
        </ButtonLink>
      </div>
    </Notice>
  )
}

function GoneState() {
  const t = useTaskTexts()
  return (
    <EmptyState
      icon={<ClipboardX aria-hidden="true" />}
      title={t('gone')}
      text={t('goneText')}
      action={<ButtonLink render={link => <Link to="/" {...link} />}>{t('toTasks')}</ButtonLink>}
    />
  )
}
