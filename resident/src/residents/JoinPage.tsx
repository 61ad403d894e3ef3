import { residents } from '@anju/contract'
import { ConfirmRow, DateText, List, ListRow, Loaded, Page, Section, StatusTag, type Tone, useToast } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { FileText, KeyRound, Undo2 } from 'lucide-react'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { applicationsQuery, type MyApplication, renewHomes } from './household.ts'
import { useResidentsTexts } from './texts.ts'

/** The ways into a home: a code, or an application; and what became of mine. */
export function JoinPage() {
  const t = useResidentsTexts()
  const back = useBack('/')
  const applications = useQuery(applicationsQuery)
  return (
    <Page title={t('join.title')} onBack={back}>
      <List label={t('join.title')}>
        <ListRow
          lead={<KeyRound aria-hidden="true" />}
          title={t('join.code')}
          description={t('join.codeText')}
          render={row => <Link to="/join/code" {...row} />}
        />
        <ListRow
          lead={<FileText aria-hidden="true" />}
          title={t('join.apply')}
          description={t('join.applyText')}
          render={row => <Link to="/join/apply" {...row} />}
        />
      </List>
      <Loaded query={applications}>
        {items =>
          items.length > 0 ? (
            <Section title={t('join.applications')}>
              {items.map(application => (
                <Application key={application.id} application={application} />
              ))}
            </Section>
          ) : null
        }
      </Loaded>
    </Page>
  )
}

const TONES: Record<MyApplication['state'], Tone> = {
  waiting: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

function Application({ application }: { application: MyApplication }) {
  const t = useResidentsTexts()
  const toast = useToast()
  const { id, label, communityName, kind, state, reason, createdAt } = application

  async function withdraw(): Promise<void> {
    await call(residents.withdrawMyApplication, { params: { applicationId: id } })
    await renewHomes()
    toast(t('withdraw.done'))
  }

  return (
    <List>
      <ListRow
        title={`${communityName} ${label}`}
        description={
          <>
            <span className="re-line">
              {t(`kind.${kind}`)} · <DateText at={createdAt} as="relative" />
            </span>
            {reason ? <span className="re-line">{t('reason', { reason })}</span> : null}
          </>
        }
        value={<StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>}
      />
      {state === 'waiting' ? (
        <ConfirmRow
          lead={<Undo2 aria-hidden="true" />}
          title={t('withdraw')}
          question={t('withdraw.ask')}
          text={t('withdraw.text')}
          onConfirm={withdraw}
        />
      ) : null}
    </List>
  )
}
