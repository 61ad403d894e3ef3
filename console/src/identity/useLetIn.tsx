import { identity, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { App } from 'antd'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { listKey } from '../shell/list/index.ts'
import { CopyId } from '../shell/show/CopyId.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import type { Staff } from './staff.ts'

/** Lets somebody in: by an invitation or a one-time password, each shown once to be handed over. */
export function useLetIn() {
  const t = useAccountTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const show = (title: string, content: React.ReactNode) => {
    void queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
    modal.success({ title, content, okText: t('handOver.close'), width: 520 })
  }
  const attempt = (work: Promise<void>) => work.catch(error => void message.error(explain(error)))
  const invite = async (staff: Staff) => {
    const invitation = await call(identity.inviteStaff, { params: { staffId: staff.id } })
    show(t('handOver.invitation', { name: staff.name }), <Invitation invitation={invitation} />)
  }
  const reset = async (staff: Staff, reason: string) => {
    const made = await call(identity.resetPassword, { params: { staffId: staff.id }, body: { reason } })
    show(t('handOver.password', { name: staff.name }), <OneTime made={made} />)
  }
  return {
    invite: (staff: Staff) => void attempt(invite(staff)),
    reset: (staff: Staff, reason: string) => void attempt(reset(staff, reason)),
  }
}

function Invitation({ invitation }: { invitation: WireResponseOf<typeof identity.inviteStaff> }) {
  const t = useAccountTexts()
  const { code, expiresAt } = invitation
  const links = [
    ['handOver.link', `${window.location.origin}/invitation#${code}`],
    ['handOver.fieldLink', `${window.location.origin}/field/invitation#${code}`],
    ['handOver.code', code],
  ] as const
  return (
    <div className="id-hand-over">
      <p className="id-quiet">{t('handOver.invitationText')}</p>
      <dl className="c-facts">
        {links.map(([label, text]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd className="id-copied">
              <code>{text}</code>
              <CopyId id={text} what={t(label)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('handOver.until')}</dt>
          <dd>{formatDateTime(expiresAt)}</dd>
        </div>
      </dl>
    </div>
  )
}

function OneTime({ made }: { made: WireResponseOf<typeof identity.resetPassword> }) {
  const t = useAccountTexts()
  return (
    <div className="id-hand-over">
      <p className="id-quiet">{t('handOver.passwordText')}</p>
      <dl className="c-facts">
        <div>
          <dt>{t('handOver.oneTime')}</dt>
          <dd>
            <CopyId id={made.password} what={t('handOver.oneTime')} />
          </dd>
        </div>
        <div>
          <dt>{t('handOver.until')}</dt>
          <dd>{formatDateTime(made.validUntil)}</dd>
        </div>
      </dl>
    </div>
  )
}
