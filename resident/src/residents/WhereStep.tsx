import { residents, type WireResponseOf } from '@anju/contract'
import { Button, EmptyState, List, ListRow, Notice, Section, TextField, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { Building2, SearchX } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { useResidentsTexts } from './texts.ts'

const CODE_LENGTH = 8

interface WhereStepProps {
  /** The company to enter, and the page to go on with. */
  onChosen: (companyId: string, to: string) => void
  busy: boolean
  /** Why entering did not work. */
  problem: string | false
}

/** The phone is right, and no company knows it: by a code, or by finding the community. */
export function WhereStep({ onChosen, busy, problem }: WhereStepProps) {
  const t = useResidentsTexts()
  return (
    <>
      <p>{t('where.text')}</p>
      {problem ? (
        <Notice tone="danger" announce>
          {problem}
        </Notice>
      ) : null}
      <CodeForm busy={busy} onChosen={onChosen} />
      <FindForm busy={busy} onChosen={onChosen} />
    </>
  )
}

function CodeForm({ busy, onChosen }: Omit<WhereStepProps, 'problem'>) {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const short = code.replace(/[\s-]/g, '').length !== CODE_LENGTH
  const look = useMutation({
    mutationFn: () => call(residents.lookUpInvitation, { body: { code } }),
    onSuccess: ({ companyId }) => onChosen(companyId, `/join/code?code=${encodeURIComponent(code)}`),
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!short) look.mutate()
  }

  return (
    <Section title={t('where.code')}>
      <form className="aj-stack" onSubmit={submit} noValidate>
        <TextField
          label={t('code.label')}
          hint={t('code.hint')}
          value={code}
          onChange={next => {
            setCode(next)
            look.reset()
          }}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={12}
          error={(tried && short && t('code.missing')) || (look.error && explain(look.error))}
        />
        <Button type="submit" wide loading={look.isPending || busy}>
          {t('code.submit')}
        </Button>
      </form>
    </Section>
  )
}

function FindForm({ busy, onChosen }: Omit<WhereStepProps, 'problem'>) {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const find = useMutation({
    mutationFn: () => call(residents.findCommunities, { query: { text: text.trim() } }),
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (text.trim()) find.mutate()
  }

  return (
    <Section title={t('where.find')}>
      <form className="aj-stack" onSubmit={submit} noValidate>
        <TextField
          label={t('apply.community')}
          hint={t('where.findHint')}
          value={text}
          onChange={setText}
          maxLength={50}
          error={(tried && !text.trim() && t('where.findMissing')) || (find.error && explain(find.error))}
        />
        <Button type="submit" look="secondary" wide loading={find.isPending}>
          {t('apply.find')}
        </Button>
      </form>
      {find.data ? <Communities found={find.data.items} busy={busy} onChosen={onChosen} /> : null}
    </Section>
  )
}

type Found = WireResponseOf<typeof residents.findCommunities>['items']

function Communities({ found, busy, onChosen }: { found: Found } & Omit<WhereStepProps, 'problem'>) {
  const t = useResidentsTexts()
  if (found.length === 0) {
    return <EmptyState icon={<SearchX aria-hidden="true" />} title={t('where.none')} text={t('where.noneText')} />
  }
  return (
    <List label={t('where.found')}>
      {found.map(community => (
        <ListRow
          key={community.id}
          lead={<Building2 aria-hidden="true" />}
          title={community.name}
          description={[community.companyName, community.address].filter(Boolean).join(' · ')}
          onClick={() => {
            if (!busy) onChosen(community.companyId, `/join/apply?community=${community.id}`)
          }}
        />
      ))}
    </List>
  )
}
