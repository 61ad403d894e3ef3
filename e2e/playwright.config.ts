import { defineConfig } from '@playwright/test'

const PORT = Number(process.env.ANJU_E2E_PORT ?? 18_970)

/**
 * Browser tests against the real server: embedded PostgreSQL on data of its own, the demo seeded, the apps as built.
 * One worker: the journey's steps follow each other, and two cores are shared by browser, server and database.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../.cache/e2e-results',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    actionTimeout: 20_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env.ANJU_CHROMIUM ? { executablePath: process.env.ANJU_CHROMIUM } : {}),
      // Chromium's own calls home are refused by closed networks, many at a time.
      args: [
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node --no-warnings e2e/serve-fresh.ts',
    cwd: '..',
    url: `http://127.0.0.1:${PORT}/readyz/demo`,
    // Two companies with two years each are made before it answers yes; several servers may share the machine.
    timeout: 420_000,
    env: { ANJU_E2E_PORT: String(PORT) },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    reuseExistingServer: false,
  },
})
