import { residents } from '@anju/contract'
import { Button, RadioTiles, Sheet, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { type SubmitEvent, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { renewHomes } from './household.ts'
import { useResidentsTexts } from './texts.ts'

const KINDS = ['family', 'tenant', 'temporary'] as const

interface InviteSheetProps {
  premisesId: string
  open: boolean
  onClose: () => void
}

/** Whom to invite; then the code, which is shown once. */
export function InviteSheet({ premisesId, open, onClose }: InviteSheetProps) {
  const t = useResidentsTexts()
  const [code, setCode] = useState<string | null>(null)

  function close(): void {
    setCode(null)
    onClose()
  }

  return (
    <Sheet open={open} onClose={close} title={t('invite.title')}>
      {code === null ? (
        <InviteForm premisesId={premisesId} onCode={setCode} />
      ) : (
        <CodeShown code={code} onClose={close} />
      )}
    </Sheet>
  )
}

function InviteForm({ premisesId, onCode }: { premisesId: string; onCode: (code: string) => void }) {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const id = useRef(newId())
  const [kind, setKind] = useState<(typeof KINDS)[number]>('family')
  const [name, setName] = useState('')
  const [untilOn, setUntilOn] = useState('')
  const invite = useMutation({
    mutationFn: () =>
      call(residents.inviteToMyHousehold, {
        params: { premisesId },
        body: { id: id.current, kind, name: name.trim() || undefined, untilOn: untilOn || undefined },
      }),
    onSuccess: made => {
      void renewHomes()
      onCode(made.code ?? '')
    },
    // An answer that got lost leaves an invitation whose code nobody has seen: the next try makes another one.
    onError: () => {
      id.current = newId()
    },
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    invite.mutate()
  }

  return (
    <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <RadioTiles
        legend={t('invite.kind')}
        columns={1}
        value={kind}
        onChange={setKind}
        tiles={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))}
      />
      <TextField label={t('invite.name')} optional value={name} onChange={setName} maxLength={50} />
      <TextField
        type="date"
        label={t('invite.until')}
        hint={t('invite.untilHint')}
        optional
        value={untilOn}
        onChange={setUntilOn}
        error={invite.error && explain(invite.error)}
      />
      <Button type="submit" wide loading={invite.isPending}>
        {t('invite.submit')}
      </Button>
    </form>
  )
}

function CodeShown({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useResidentsTexts()
  const toast = useToast()
  const shown = `${code.slice(0, 4)}-${code.slice(4)}`

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(shown)
      toast(t('invite.copied'))
    } catch {
      // Without https, or without the right: the code stands there to be written down.
      toast(t('invite.copyFailed'), 'danger')
    }
  }

  return (
    <div className="aj-stack aj-stack--wide">
      <p>{t('invite.text')}</p>
      <output className="re-code" aria-label={t('invite.code')}>
        {shown}
      </output>
      <Button look="secondary" wide icon={<Copy aria-hidden="true" />} onClick={() => void copy()}>
        {t('invite.copy')}
      </Button>
      <Button wide onClick={onClose}>
        {t('invite.close')}
      </Button>
    </div>
  )
}
