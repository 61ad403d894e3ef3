import { ApiError } from '@anju/contract'
import { Button, Notice, useRefusalText } from '@anju/ui'
import { dismissNews, useOutbox } from '../outbox/outbox.ts'
import type { LateNews } from '../outbox/outbox-entry.ts'
import type { Step } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

const OTHERS = ['clock', 'reading', 'skip', 'visit'] as const

function stepWords(kind: LateNews['kind'], t: ReturnType<typeof useServiceDeskTexts>): string {
  const other = OTHERS.find(each => each === kind)
  return other ? t(`step.${other}`) : t(kind as Step)
}

/** Steps that came too late because others had changed the task; all of them, or those of one task. */
export function LateNotices({ orderId }: { orderId?: string }) {
  const t = useServiceDeskTexts()
  const explain = useRefusalText()
  const { late } = useOutbox()
  return late
    .filter(news => orderId === undefined || news.orderId === orderId)
    .map(({ id, kind, place, words, err }) => (
      <Notice key={id} tone="danger" announce>
        {orderId === undefined ? <strong>{place} </strong> : null}
        {t('late', {
          step: stepWords(kind, t),
          why: err.code === 'service-desk.wrong_state' ? t('overtaken') : explain(new ApiError(err.status, err, null)),
        })}
        {words ? <p>{t('lateWords', { words })}</p> : null}
        <div className="fi-notice__action">
          <Button look="secondary" onClick={() => void dismissNews(id)}>
            {t('gotIt')}
          </Button>
        </div>
      </Notice>
    ))
}
