import { Alert, App, Button } from 'antd'
import { Copy, Printer } from 'lucide-react'
import { copyText } from '../../shell/show/copy-text.ts'
import { useSecurityTexts } from './security-texts.ts'

/** The recovery codes, shown this once: to copy, to print, to confirm that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useSecurityTexts()
  const { message } = App.useApp()
  const copy = async () => {
    if (await copyText(codes.join('\n'))) void message.success(t('codes.copied'))
  }
  return (
    <div className="id-codes">
      <Alert type="warning" showIcon title={t('codes.title')} description={t('codes.text')} />
      <ol>
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="id-codes__buttons">
        <Button icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>
          {t('codes.copy')}
        </Button>
        <Button icon={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
          {t('codes.print')}
        </Button>
        <Button type="primary" onClick={onKept}>
          {t('codes.kept')}
        </Button>
      </div>
    </div>
  )
}
