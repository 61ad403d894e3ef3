import { registry } from '@anju/contract'
import { Alert, Button } from 'antd'
import { Eye } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import type { PersonDetail } from '../registry.ts'
import type { Revealed } from './people.ts'
import { usePeopleTexts } from './texts.ts'

const RevealDialog = lazy(async () => ({
  default: (await import('../../platform/reveal/RevealDialog.tsx')).RevealDialog,
}))

interface RevealBarProps {
  of: PersonDetail
  revealed: Revealed | undefined
  onRevealed: (revealed: Revealed | undefined) => void
}

/** Asks to see numbers in full, and hides them again. What was revealed lives in the view alone. */
export function RevealBar({ of, revealed, onRevealed }: RevealBarProps) {
  const t = usePeopleTexts()
  const may = useCan('registry.people.reveal')
  const [asking, setAsking] = useState(false)
  const nothing =
    of.phones.length === 0 &&
    of.contacts.length === 0 &&
    [of.idNumberMasked, of.emailMasked, of.postalAddressMasked].every(masked => masked === null)
  return (
    <div className="rg-reveal">
      {revealed ? (
        <Alert
          type="warning"
          showIcon
          title={t('reveal.shown')}
          action={
            <Button size="small" type="text" onClick={() => onRevealed(undefined)}>
              {t('reveal.hide')}
            </Button>
          }
        />
      ) : (
        <ReasonButton
          icon={<Eye size={14} aria-hidden />}
          onClick={() => setAsking(true)}
          reason={may ? (nothing ? t('reveal.nothing') : undefined) : t('noReveal')}
        >
          {t('reveal')}
        </ReasonButton>
      )}
      <Suspense fallback={null}>
        <RevealDialog
          name={of.name}
          ask={async reason =>
            onRevealed(await call(registry.revealPerson, { params: { personId: of.id }, body: { reason } }))
          }
          open={asking}
          close={() => setAsking(false)}
        />
      </Suspense>
    </div>
  )
}
