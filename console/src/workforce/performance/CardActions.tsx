import { workforce } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { renewWorkforce, useReason } from '../workforce.ts'
import type { CardForm } from './card-form.ts'
import type { Scorecard } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** What can be done with a card now; what cannot says why. */
export function CardActions({ card, open }: { card: Scorecard; open: (form: CardForm) => void }) {
  const t = usePerformanceTexts()
  const publish = usePublish(card)
  const mayScore = useReason('workforce.performance.score')
  const mayReview = useReason('workforce.performance.review')
  const closed = card.locked ? t('isLocked') : card.mine ? t('ownCard') : undefined
  const scoring = mayScore ?? closed ?? (card.state === 'open' ? undefined : t('notOpen'))
  const state = card.state === 'scored' ? undefined : t('notScored')
  const reviewing = mayReview ?? closed ?? state ?? (card.scoredByMe ? t('ownScore') : undefined)
  return (
    <>
      <ReasonButton onClick={() => open({ form: 'return' })} reason={reviewing}>
        {t('deed.return')}
      </ReasonButton>
      <ReasonButton
        onClick={() => open({ form: 'score' })}
        reason={scoring}
        type={card.state === 'open' ? 'primary' : 'default'}
      >
        {t('deed.score')}
      </ReasonButton>
      <ReasonButton onClick={publish} reason={reviewing} type={card.state === 'open' ? 'default' : 'primary'}>
        {t('deed.publish')}
      </ReasonButton>
    </>
  )
}

function usePublish(card: Scorecard): () => void {
  const t = usePerformanceTexts()
  const { modal, message } = App.useApp()
  const explain = useRefusalText()
  const { mutateAsync } = useMutation({
    mutationFn: () =>
      call(workforce.reviewScorecard, {
        params: { scorecardId: card.id },
        body: { approve: true, version: card.version },
      }),
    onSuccess: async () => {
      await renewWorkforce()
      void message.success(t('publish.done'))
    },
    onError: error => void message.error(explain(error)),
  })
  return () =>
    void modal.confirm({
      title: t('publish.title', { name: card.employeeName }),
      content: t('publish.text', { total: card.total ?? '', grade: card.grade ?? '' }),
      okText: t('deed.publish'),
      cancelText: t('cancel'),
      onOk: () => mutateAsync().catch(() => undefined),
    })
}
