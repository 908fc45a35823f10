/** The program's mark: threads of the four signals, woven. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      strokeWidth="2.1"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2 6.2h5.1M12.6 6.2H18" stroke="var(--signal-tensor)" />
      <path d="M2 13.8h10.9" stroke="var(--signal-flow)" />
      <path d="M17 13.8h1" stroke="var(--signal-flow)" />
      <path d="M6.2 18V9.2M6.2 3.2V2" stroke="var(--signal-distribution)" />
      <path d="M13.8 2v8.7M13.8 16.9V18" stroke="var(--signal-objective)" />
    </svg>
  )
}
