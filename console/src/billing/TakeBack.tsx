import { App, Button } from 'antd'
import { Undo2 } from 'lucide-react'
import { queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { useBillingTexts } from './texts.ts'
import { useGate } from './useGate.ts'

interface Taking {
  title: string
  /** What goes on in its place. */
  content: string
  work: (idempotencyKey: string) => Promise<unknown>
  /** Keys of what is read anew. */
  renew: readonly (readonly unknown[])[]
}

/** Asks, takes back what was entered by mistake, and says why it could not. */
export function useTakeBack() {
  const t = useBillingTexts()
  const { modal, message } = App.useApp()
  const wordsOf = useRefusalText()
  return ({ title, content, work, renew }: Taking) => {
    const idempotencyKey = crypto.randomUUID()
    modal.confirm({
      title,
      content,
      okText: t('takeBack'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await work(idempotencyKey)
          for (const queryKey of renew) await queryClient.invalidateQueries({ queryKey })
        } catch (error) {
          void message.error(wordsOf(error))
        }
      },
    })
  }
}

/** The button of a row whose price or rate was a mistake; not there for whoever may not. */
export function TakeBackButton({ label, ...taking }: Taking & { label: string }) {
  const takeBack = useTakeBack()
  if (useGate('billing.rules.manage')) return null
  return (
    <Button
      type="text"
      size="small"
      icon={<Undo2 size={14} aria-hidden />}
      aria-label={label}
      title={label}
      onClick={() => takeBack(taking)}
    />
  )
}
