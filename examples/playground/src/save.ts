// Files that the page gives away.
import Papa from 'papaparse'
import type { Leads } from 'leadgrade-wasm'

export function save(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has the file by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

type Cell = string | number | boolean | null

/** Leads row by row; what was said before stands in columns of its own. */
export function rowsOf({ leads, before }: Leads): Record<string, Cell>[] {
  const columns = Object.entries(leads) as [string, Cell[]][]
  const earlier = (Object.entries(before ?? {}) as [string, Cell[]][]).filter(([name]) => name !== 'lead')
  return leads.lead.map((lead, row) => ({
    lead,
    ...Object.fromEntries(columns.map(([name, cells]) => [name, cells[row] ?? null])),
    ...Object.fromEntries(earlier.map(([name, cells]) => [`before_${name}`, cells[row] ?? null])),
  }))
}

/** CSV; a text that a spreadsheet would take for a formula is kept a text. */
export function csvOf(leads: Leads): string {
  return Papa.unparse(rowsOf(leads), { escapeFormulae: true })
}
