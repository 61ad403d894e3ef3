import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { lightRoutes } from '../ui/src/build/light-routes.ts'

/** In development the API comes from a running server; its default port unless ANJU_ORIGIN names another. */
const api = { '/api': { target: process.env.ANJU_ORIGIN ?? 'http://localhost:8080' } }

const pwa = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  includeAssets: ['icon.svg', 'apple-touch-icon.png'],
  manifest: {
    id: '/resident/',
    name: '安居 · 业主',
    short_name: '安居',
    description: '账单、报修和家里的事。',
    lang: 'zh-CN',
    start_url: '/resident/',
    scope: '/resident/',
    display: 'standalone',
    background_color: '#f5f6f8',
    theme_color: '#f5f6f8',
    icons: [
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html}'],
    navigateFallback: '/resident/index.html',
    // Only pages of this app fall back to its index.html. The API is never cached: money is read fresh or not at all.
    navigateFallbackAllowlist: [/^\/resident(\/|$)/],
    navigateFallbackDenylist: [/^\/api\//],
    cleanupOutdatedCaches: true,
  },
})

export default defineConfig({
  base: '/resident/',
  plugins: [react(), pwa, lightRoutes()],
  server: { proxy: api },
  preview: { proxy: api },
  // Phones and WeChat's browser are older than desktops.
  build: { outDir: 'dist', target: ['chrome93', 'safari15.4'] },
})
