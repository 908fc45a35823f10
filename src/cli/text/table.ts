/** Columns of text, each as wide as its widest cell and two spaces from the next; numbers are aligned to the right. */
export function table(rows: readonly (readonly (string | number)[])[], indent = ''): string {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const shown = rows.map((row) => row.map((cell) => ({ cell: show(cell), isNumber: typeof cell === 'number' })))
  const widths = Array.from({ length: columns }, (_, column) =>
    shown.reduce((most, row) => Math.max(most, row[column]?.cell.length ?? 0), 0),
  )
  return shown
    .map((row) => {
      const cells = row.map(({ cell, isNumber }, column) =>
        isNumber ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      return `${indent}${cells.join('  ')}`.trimEnd()
    })
    .join('\n')
}

const show = (cell: string | number): string => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)
