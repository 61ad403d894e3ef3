import { lazy, Suspense } from 'react'

const Dialog = lazy(async () => ({ default: (await import('./UploadDialog.tsx')).UploadDialog }))

/** The upload dialog, whose code comes after the page that offers it. */
export function UploadDialog(props: { open: boolean; close: () => void }) {
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  )
}
