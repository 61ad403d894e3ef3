import { ApiError } from '@anju/contract'
import { Button } from 'antd'
import { FileX2 } from 'lucide-react'
import { useState } from 'react'
import { useRefusalText } from '../refusal.ts'
import { StatePage } from '../shell/states/StatePage.tsx'
import type { Import } from './import-query.ts'
import { UploadDialog } from './LazyUploadDialog.tsx'
import { RestartButton } from './Stopped.tsx'
import { useImportsTexts } from './texts.ts'

/** Why the file could not be read, and the way to upload another. */
export function Unreadable({ found }: { found: Import }) {
  const t = useImportsTexts()
  const explain = useRefusalText()
  const [uploading, setUploading] = useState(false)
  const why = new ApiError(422, { code: found.failure ?? 'imports.not_a_workbook' }, null)
  return (
    <section className="c-card">
      <StatePage
        level="part"
        tone="danger"
        icon={FileX2}
        title={t(found.failure?.startsWith('imports.excel.') ? 'check.failed' : 'check.brokenOff')}
        actions={
          // A file that cannot be read is read no better the second time.
          found.failure?.startsWith('imports.excel.') ? (
            <Button type="primary" onClick={() => setUploading(true)}>
              {t('check.uploadAgain')}
            </Button>
          ) : (
            <RestartButton found={found} />
          )
        }
      >
        {explain(why)}
      </StatePage>
      <UploadDialog open={uploading} close={() => setUploading(false)} />
    </section>
  )
}
