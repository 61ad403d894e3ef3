import { platform } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { ShieldCheck } from 'lucide-react'
import { call } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { usePlatformTexts } from './texts.ts'

/** Recomputes the whole chain and says whether any line was changed, removed or cut off. */
export function CheckAuditButton() {
  const t = usePlatformTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const check = useMutation({
    mutationFn: () => call(platform.checkAudit),
    onSuccess: ({ ok, lines, brokenSeq, cutOff }) => {
      const count = lines.toLocaleString('en')
      if (ok) {
        modal.success({ title: t('check.ok'), content: t('check.okText', { count }), okText: t('check.close') })
        return
      }
      const broken = brokenSeq === null ? null : <p>{t('check.broken', { seq: brokenSeq })}</p>
      modal.error({
        title: t('check.bad'),
        content: (
          <>
            {broken}
            {cutOff ? <p>{t('check.cutOff')}</p> : null}
            <p>{t('check.badText')}</p>
          </>
        ),
        okText: t('check.close'),
      })
    },
    onError: error => message.error(explain(error)),
  })
  return (
    <Button icon={<ShieldCheck size={14} aria-hidden />} loading={check.isPending} onClick={() => check.mutate()}>
      {t('check')}
    </Button>
  )
}
