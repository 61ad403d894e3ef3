import { useCanGoBack, useRouter } from '@tanstack/react-router'

/** Goes to the page before; where the app was opened here (a link, a reload), to the page above. */
export function useBack(above: string): () => void {
  const router = useRouter()
  const canGoBack = useCanGoBack()
  return () => {
    if (canGoBack) router.history.back()
    else void router.navigate({ href: `${router.basepath}${above}`, replace: true })
  }
}
