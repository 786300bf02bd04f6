// Splits files into pieces of rows for the engine: CSV as columns of texts, JSON Lines as text.
import Papa from 'papaparse'

/** A piece of a table: columns, or lines with the number of lines before them. */
export type Piece = { columns: Record<string, string[]> } | { lines: string; before: number }

/** The size of a piece, in bytes. */
const PIECE = 8 << 20

/** Whether a file is JSON, by its first character; otherwise it is CSV. */
async function isJson(file: Blob): Promise<boolean> {
  const start = (await file.slice(0, 1024).text()).replace(/^\uFEFF/, '').trimStart()
  return start.startsWith('{') || start.startsWith('[')
}

/** Reads a file piece by piece. @throws {Error} if the file is not valid. */
export async function read(file: Blob, use: (piece: Piece) => void): Promise<void> {
  if (await isJson(file)) await readLines(file, use)
  else await readCsv(file, use)
}

async function readLines(file: Blob, use: (piece: Piece) => void): Promise<void> {
  const text = await file.text()
  // A list is one piece; lines are split at their ends.
  if (text.trimStart().startsWith('[')) return use({ lines: text, before: 0 })
  let before = 0
  for (let from = 0; from < text.length; ) {
    const end = from + PIECE >= text.length ? text.length : text.indexOf('\n', from + PIECE) + 1 || text.length
    const lines = text.slice(from, end)
    use({ lines, before })
    before += lines.split('\n').length - 1
    from = end
  }
}

function readCsv(file: Blob, use: (piece: Piece) => void): Promise<void> {
  return new Promise((done, failed) => {
    let names: string[] | undefined
    let line = 1
    Papa.parse<string[]>(file as File, {
      chunkSize: PIECE,
      skipEmptyLines: true,
      chunk({ data, errors }, parser) {
        try {
          const [fault] = errors.filter(({ code }) => code !== 'UndetectableDelimiter')
          if (fault) throw new Error(`row ${line + (fault.row ?? 0)}: ${fault.message}`)
          names ??= head(data.shift() ?? [])
          use({ columns: columns(names, data, line) })
          line += data.length
        } catch (error) {
          // Before `abort`, which calls `complete`.
          failed(error as Error)
          parser.abort()
        }
      },
      complete: () => done(),
      error: failed,
    })
  })
}

function head(names: string[]): string[] {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`the first line has two columns \`${twice}\``)
  return names.map((name) => name.trim())
}

function columns(names: string[], rows: string[][], line: number): Record<string, string[]> {
  const wrong = rows.findIndex((row) => row.length !== names.length)
  if (wrong >= 0) {
    throw new Error(`row ${line + wrong} has ${rows[wrong]?.length} cells, but the first line names ${names.length} columns`)
  }
  return Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at] ?? '')]))
}
