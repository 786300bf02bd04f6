// Files become pieces of rows that the engine reads: CSV as columns of texts, JSON Lines as it is.
import Papa from 'papaparse'

/** A piece of a table; of lines also how many stand before it. */
export type Piece = { columns: Record<string, string[]> } | { lines: string; before: number }

/** How much of a file is read at once. */
const PIECE = 8 << 20

/** JSON by its first character, else CSV. */
async function isJson(file: Blob): Promise<boolean> {
  const start = (await file.slice(0, 1024).text()).replace(/^\uFEFF/, '').trimStart()
  return start.startsWith('{') || start.startsWith('[')
}

/** Reads a file piece by piece. @throws {Error} that says what is wrong with it. */
export async function read(file: Blob, use: (piece: Piece) => void): Promise<void> {
  if (await isJson(file)) await readLines(file, use)
  else await readCsv(file, use)
}

async function readLines(file: Blob, use: (piece: Piece) => void): Promise<void> {
  const text = await file.text()
  // A list is one piece; lines may be parted where they end.
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
          // First: an aborted parser says that it is done.
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
  if (twice !== undefined) throw new Error(`the column \`${twice}\` stands in the first line twice`)
  return names.map((name) => name.trim())
}

function columns(names: string[], rows: string[][], line: number): Record<string, string[]> {
  const odd = rows.findIndex((row) => row.length !== names.length)
  if (odd >= 0) {
    throw new Error(`row ${line + odd} has ${rows[odd]?.length} cells, the first line names ${names.length} columns`)
  }
  return Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at] ?? '')]))
}
