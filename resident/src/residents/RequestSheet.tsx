import { residents } from '@anju/contract'
import { Button, Notice, RadioTiles, Sheet, TextAreaField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { renewMyData } from './data-requests.ts'
import { usePrivacyTexts } from './privacy-texts.ts'

const KINDS = ['access', 'correction', 'deletion', 'transfer', 'withdrawal'] as const

/** Which right to use, and what exactly is asked. */
export function RequestSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = usePrivacyTexts()
  return (
    <Sheet open={open} onClose={onClose} title={t('requests.new')}>
      <RequestForm onDone={onClose} />
    </Sheet>
  )
}

function RequestForm({ onDone }: { onDone: () => void }) {
  const t = usePrivacyTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const id = useRef(newId())
  const [kind, setKind] = useState<(typeof KINDS)[number]>('correction')
  const [content, setContent] = useState('')
  const [tried, setTried] = useState(false)
  const missing = kind === 'correction' && content.trim() === ''
  const ask = useMutation({
    mutationFn: () => call(residents.makeMyDataRequest, { body: { id: id.current, kind, content: content.trim() } }),
    onSuccess: ({ dueOn }) => {
      toast(t('requests.done', { dueOn }))
      renewMyData()
      onDone()
    },
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!missing) ask.mutate()
  }

  return (
    <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <RadioTiles
        legend={t('requests.kind')}
        columns={1}
        value={kind}
        onChange={setKind}
        tiles={KINDS.map(value => ({ value, label: t(`kind.${value}`), hint: t(`kind.${value}.hint`) }))}
      />
      <TextAreaField
        label={t('requests.content')}
        optional={kind !== 'correction'}
        placeholder={t('requests.contentHint')}
        rows={3}
        maxLength={1000}
        value={content}
        onChange={setContent}
        error={tried && missing && t('requests.contentMissing')}
      />
      {ask.error ? (
        <Notice tone="danger" announce>
          {explain(ask.error)}
        </Notice>
      ) : null}
      <Button type="submit" wide loading={ask.isPending}>
        {t('requests.submit')}
      </Button>
    </form>
  )
}
