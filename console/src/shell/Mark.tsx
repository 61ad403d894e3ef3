/** The product's mark: a house with a door. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="c-mark">
      <rect width="32" height="32" rx="7" fill="#1456d9" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7 15.6 16 8l9 7.6M10 14v10h12V14" />
        <path d="M16 24v-5" />
      </g>
    </svg>
  )
}
