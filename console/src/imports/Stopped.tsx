import { Button } from 'antd'
import { CircleSlash } from 'lucide-react'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import type { Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import { useRestartImport } from './useImportActions.ts'

/** Somebody stopped it: nothing is written, and it can be begun again. */
export function Stopped({ found }: { found: Import }) {
  const t = useImportsTexts()
  return (
    <section className="c-card">
      <StatePage level="part" icon={CircleSlash} title={t('stopped.title')} actions={<RestartButton found={found} />}>
        {t('stopped.text')}
      </StatePage>
    </section>
  )
}

/** Reads and plans the same file anew. */
export function RestartButton({ found }: { found: Import }) {
  const t = useImportsTexts()
  const restart = useRestartImport(found.id)
  return (
    <>
      <Button type="primary" loading={restart.isPending} onClick={() => restart.mutate()}>
        {t('map.again')}
      </Button>
      <FailureAlert error={restart.error} />
    </>
  )
}
