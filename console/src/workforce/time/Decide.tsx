import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { renewWorkforce } from '../workforce.ts'
import { useTimeTexts } from './texts.ts'

/** Approve or refuse, in a row of a list. */
export function Decide({ send, reason }: { send: (approve: boolean) => Promise<unknown>; reason: string | undefined }) {
  const t = useTimeTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: send,
    onSuccess: async (_, approve) => {
      await renewWorkforce()
      void message.success(t(approve ? 'approved' : 'refused'))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <>
      <ReasonButton size="small" type="primary" disabled={isPending} onClick={() => mutate(true)} reason={reason}>
        {t('approve')}
      </ReasonButton>{' '}
      <ReasonButton size="small" disabled={isPending} onClick={() => mutate(false)} reason={reason}>
        {t('refuse')}
      </ReasonButton>
    </>
  )
}
