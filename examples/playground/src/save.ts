// Downloads.
import Papa from 'papaparse'
import type { Leads } from 'leadgrade-wasm'

export function save(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has started by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

type Cell = string | number | boolean | null

/** Leads as rows; earlier scores are in columns that start with `before_`. */
export function rowsOf({ leads, before }: Leads): Record<string, Cell>[] {
  const columns = Object.entries(leads) as [string, Cell[]][]
  const earlier = (Object.entries(before ?? {}) as [string, Cell[]][]).filter(([name]) => name !== 'lead')
  return leads.lead.map((lead, row) => ({
    lead,
    ...Object.fromEntries(columns.map(([name, cells]) => [name, cells[row] ?? null])),
    ...Object.fromEntries(earlier.map(([name, cells]) => [`before_${name}`, cells[row] ?? null])),
  }))
}

/** Leads as CSV, with texts escaped that a spreadsheet would run as formulas. */
export function csvOf(leads: Leads): string {
  return Papa.unparse(rowsOf(leads), { escapeFormulae: true })
}
