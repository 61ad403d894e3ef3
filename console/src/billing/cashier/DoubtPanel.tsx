import { formatFen } from '@anju/ui'
import { App, Button } from 'antd'
import { LoaderCircle, TriangleAlert } from 'lucide-react'
import { usePaymentTexts } from '../../payments/texts.ts'
import { focusOn } from './focus-on.ts'
import type { SentCollection } from './sent-collection.ts'
import { useCashierTexts } from './texts.ts'

interface DoubtPanelProps {
  sent: SentCollection
  /** The server was asked and has no such payment: only then may it be given up. */
  absent: boolean
  asking: boolean
  ask: () => void
  sendAgain: () => void
  giveUp: () => void
}

/** A payment without an answer. It can be asked for and sent again as the same payment; another one cannot be begun. */
export function DoubtPanel({ sent, absent, asking, ask, sendAgain, giveUp }: DoubtPanelProps) {
  const t = useCashierTexts()
  const payment = usePaymentTexts()
  const { modal } = App.useApp()
  const amount = formatFen(sent.body.amountFen)
  const words = { label: sent.label, amount, method: payment(`method.${sent.body.method}`) }
  const confirmGivingUp = () =>
    modal.confirm({
      title: t('giveUpTitle', words),
      content: t('giveUpText'),
      okText: t('giveUp'),
      okButtonProps: { danger: true },
      cancelText: t('keepIt'),
      onOk: giveUp,
    })
  return (
    <aside className="c-pay c-pay--doubt" aria-label={t('doubt')}>
      <div className="c-done__head" role="alert">
        {asking ? (
          <LoaderCircle size={24} className="c-turning" aria-hidden />
        ) : (
          <TriangleAlert size={24} aria-hidden />
        )}
        <div>
          <strong>{t('confirming', { amount })}</strong>
          <span>{t('doubt')}</span>
        </div>
      </div>
      <p>{absent ? t('absentText', words) : t('doubtText', words)}</p>
      <div className="c-done__actions">
        {absent ? (
          <Button key="again" ref={focusOn} type="primary" size="large" block onClick={sendAgain}>
            {t('submitAgain')}
          </Button>
        ) : (
          <Button key="ask" ref={focusOn} type="primary" size="large" block loading={asking} onClick={ask}>
            {t('askAgain')}
          </Button>
        )}
        {absent ? (
          <Button danger block onClick={() => void confirmGivingUp()}>
            {t('giveUp')}
          </Button>
        ) : null}
      </div>
    </aside>
  )
}
