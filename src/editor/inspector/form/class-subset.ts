/** With a class added or taken out, in rising order; the last one stays. */
export function withClass(chosen: readonly number[], toggled: number): readonly number[] {
  if (!chosen.includes(toggled)) return [...chosen, toggled].sort((a, b) => a - b)
  return chosen.length > 1 ? chosen.filter((one) => one !== toggled) : chosen
}
