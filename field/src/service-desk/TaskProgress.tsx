import { ProgressTimeline } from '@anju/ui'
import type { TaskDetail } from './task.ts'
import { useTaskTexts } from './task-texts.ts'

type LogEntry = TaskDetail['log'][number]

/** Steps after which the work did not go on as it should. */
const STOPPED: ReadonlySet<LogEntry['action']> = new Set(['declined', 'rejected', 'voided'])

/** What happened so far: who did what when, with their words and photos; the newest on top. */
export function TaskProgress({ log }: { log: readonly LogEntry[] }) {
  const t = useTaskTexts()

  function whoOf({ actorKind, actorName }: LogEntry): string {
    if (actorKind === 'system') return t('bySystem')
    return actorKind === 'resident' ? t('byResident', { name: actorName }) : actorName
  }

  return (
    <ProgressTimeline
      label={t('progress')}
      steps={[...log].reverse().map(entry => ({
        id: entry.id,
        title: t(`log.${entry.action}`),
        state: STOPPED.has(entry.action) ? 'stopped' : 'done',
        at: entry.at,
        who: whoOf(entry),
        note: entry.note,
        photos: entry.photos,
      }))}
    />
  )
}
