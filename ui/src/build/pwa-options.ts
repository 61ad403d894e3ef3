export interface PhoneApp {
  /** Where the app is served, with slashes: `/resident/`. */
  base: `/${string}/`
  name: string
  shortName: string
  description: string
}

/** Options of vite-plugin-pwa for a phone app: installable, opens without a network, never stores what the API says. */
export function pwaOptions({ base, name, shortName, description }: PhoneApp) {
  return {
    // A new version waits until the user takes it, so that nobody is thrown out of a half-filled form.
    registerType: 'prompt' as const,
    injectRegister: false as const,
    includeAssets: ['icon.svg', 'apple-touch-icon.png'],
    manifest: {
      id: base,
      name,
      short_name: shortName,
      description,
      lang: 'zh-CN',
      start_url: base,
      scope: base,
      display: 'standalone' as const,
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
      navigateFallback: `${base}index.html`,
      // Only pages of this app fall back to its index.html. No rule caches the API: it is read fresh or not at all.
      navigateFallbackAllowlist: [new RegExp(`^${base.slice(0, -1)}(/|$)`)],
      navigateFallbackDenylist: [/^\/api\//],
      cleanupOutdatedCaches: true,
    },
  }
}
