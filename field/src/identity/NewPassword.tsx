import { ApiError, type identity, type WireResponseOf } from '@anju/contract'
import { PasswordField } from '@anju/ui'
import { useSecurityTexts } from './security-texts.ts'

export type PasswordRules = WireResponseOf<typeof identity.mySecurity>['passwordRules']

/** What is wrong with a new password, in words of its field; null when the failure is about something else. */
export function useFaultText(): (error: Error | null) => string | null {
  const t = useSecurityTexts()
  return error => {
    if (!(error instanceof ApiError) || error.code !== 'identity.password_weak') return null
    const { fault, ...params } = error.params as { fault: 'short' } & PasswordRules
    return t(`fault.${fault}`, params as never)
  }
}

interface NewPasswordProps {
  rules: PasswordRules
  password: string
  again: string
  onPassword: (password: string) => void
  onAgain: (again: string) => void
  /** Somebody pressed the button: what is missing is said. */
  tried: boolean
  fault: string | null
}

/** A new password twice, with the company's rules. */
export function NewPassword({ rules, password, again, onPassword, onAgain, tried, fault }: NewPasswordProps) {
  const t = useSecurityTexts()
  const { minLength, classes } = rules
  const short = tried && password.length < minLength ? t('fault.short', { minLength }) : null
  return (
    <>
      <PasswordField
        label={t('password.new')}
        hint={t('password.rules', { minLength, classes })}
        name="new-password"
        autoComplete="new-password"
        value={password}
        onChange={onPassword}
        error={fault ?? short ?? undefined}
      />
      <PasswordField
        label={t('password.again')}
        name="again"
        autoComplete="new-password"
        value={again}
        onChange={onAgain}
        error={tried && again !== password ? t('password.different') : undefined}
      />
    </>
  )
}
