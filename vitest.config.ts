import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'contract/**/*.test.ts',
      'server/**/*.test.ts',
      '{ui,console,resident,field}/src/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Every worker holds connections and a database of its own; two are what a small machine bears.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['server/testing/global-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
