import { Button } from 'antd'
import { Eye } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'

const RevealDialog = lazy(async () => ({ default: (await import('./RevealDialog.tsx')).RevealDialog }))

interface SealedTextProps {
  masked: string
  /** Whose it is. */
  name: string
  /** What the buttons say. */
  words: { show: string; hide: string }
  /** Why this person may not see it; null: they may. */
  gate: string | null
  /** Asks the server with the reason for the whole of it. */
  ask: (reason: string) => Promise<string>
}

/** Something sealed: masked, until somebody says why it must be seen; it lives in this view alone. */
export function SealedText({ masked, name, words, gate, ask }: SealedTextProps) {
  const [shown, setShown] = useState<string>()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <span className="c-number">{shown ?? masked}</span>{' '}
      {shown === undefined ? (
        <ReasonButton
          size="small"
          icon={<Eye size={14} aria-hidden />}
          reason={gate ?? undefined}
          onClick={() => setAsking(true)}
        >
          {words.show}
        </ReasonButton>
      ) : (
        <Button size="small" type="link" onClick={() => setShown(undefined)}>
          {words.hide}
        </Button>
      )}
      {asking ? (
        <Suspense fallback={null}>
          <RevealDialog
            name={name}
            open
            close={() => setAsking(false)}
            ask={async reason => setShown(await ask(reason))}
          />
        </Suspense>
      ) : null}
    </>
  )
}
