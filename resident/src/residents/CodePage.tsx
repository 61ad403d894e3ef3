import { residents } from '@anju/contract'
import { Button, Page, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call, queryClient, sessionKey } from '../api.ts'
import { navigate, useSearch } from '../navigation.ts'
import { useMe } from '../session.tsx'
import { useBack } from '../shell/back.ts'
import { isNameless, renewHomes } from './household.ts'
import { useResidentsTexts } from './texts.ts'

const CODE_LENGTH = 8

/** Move in by a code; who has no name yet says it. */
export function CodePage() {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const toast = useToast()
  const back = useBack('/join')
  const { code: given = '' } = useSearch('/join/code')
  const nameless = isNameless(useMe()?.name ?? '')
  const [code, setCode] = useState(given)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const short = code.replace(/[\s-]/g, '').length !== CODE_LENGTH
  const unnamed = nameless && !name.trim()
  const accept = useMutation({
    mutationFn: () => call(residents.acceptInvitation, { body: { code, name: nameless ? name.trim() : undefined } }),
    onSuccess: async home => {
      toast(t('code.done', { place: `${home.communityName} ${home.label}` }))
      await queryClient.invalidateQueries({ queryKey: sessionKey })
      await renewHomes()
      navigate({ to: '/', replace: true })
    },
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!short && !unnamed) accept.mutate()
  }

  return (
    <Page title={t('code.title')} onBack={back}>
      <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
        <TextField
          label={t('code.label')}
          hint={t('code.hint')}
          value={code}
          onChange={next => {
            setCode(next)
            accept.reset()
          }}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={12}
          error={(tried && short && t('code.missing')) || (accept.error && explain(accept.error))}
        />
        {nameless ? (
          <TextField
            label={t('name')}
            hint={t('name.hint')}
            value={name}
            onChange={setName}
            autoComplete="name"
            maxLength={50}
            error={tried && unnamed && t('name.missing')}
          />
        ) : null}
        <Button type="submit" wide loading={accept.isPending}>
          {t('code.submit')}
        </Button>
      </form>
    </Page>
  )
}
