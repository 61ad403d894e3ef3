import './style.css'
import { LocaleProvider } from '@anju/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { queryClient } from './api.ts'
import { Look } from './Look.tsx'
import { type ConsoleModule, ModulesProvider } from './module.ts'

interface ConsoleProps {
  modules: readonly ConsoleModule[]
  router: AnyRouter
}

/** The whole console: language, data, look and pages. */
export function Console({ modules, router }: ConsoleProps) {
  return (
    <StrictMode>
      <LocaleProvider>
        <QueryClientProvider client={queryClient}>
          <ModulesProvider value={modules}>
            <Look>
              <RouterProvider router={router} />
            </Look>
          </ModulesProvider>
        </QueryClientProvider>
      </LocaleProvider>
    </StrictMode>
  )
}
