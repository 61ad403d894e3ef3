import { residents } from '@anju/contract'
import { Button, List, ListRow, Sheet, TextField, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { type SubmitEvent, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { leaveApp } from '../session.tsx'
import { usePrivacyTexts } from './privacy-texts.ts'

/** 注销账号: says what follows, asks for the end of the phone, and leaves. */
export function CloseAccount() {
  const t = usePrivacyTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <List>
        <ListRow lead={<UserX aria-hidden="true" />} title={t('close')} onClick={() => setOpen(true)} />
      </List>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('close')}>
        <CloseForm />
      </Sheet>
    </>
  )
}

function CloseForm() {
  const t = usePrivacyTexts()
  const explain = useRefusalText()
  const requestId = useRef(newId())
  const [phoneTail, setPhoneTail] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = !/^\d{4}$/.test(phoneTail)
  const close = useMutation({
    mutationFn: () => call(residents.closeMyAccount, { body: { requestId: requestId.current, phoneTail } }),
    onSuccess: leaveApp,
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!wrong) close.mutate()
  }

  return (
    <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <ul className="re-points">
        <li>{t('close.signOut')}</li>
        <li>{t('close.consents')}</li>
        <li>{t('close.erase')}</li>
        <li>{t('close.again')}</li>
      </ul>
      <TextField
        label={t('close.tail')}
        hint={t('close.tailHint')}
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        value={phoneTail}
        onChange={setPhoneTail}
        error={(tried && wrong && t('close.tailMissing')) || (close.error && explain(close.error))}
      />
      <Button type="submit" look="danger" wide loading={close.isPending}>
        {t('close.submit')}
      </Button>
    </form>
  )
}
