import type { ErrorAnswer, Problem } from './types.js'

/**
 * The error that this package throws for a model, request, history or table that cannot be used.
 *
 * `problems` lists everything that is wrong; `code`, `path` and `help` are those of the first problem.
 */
export class LeadgradeError extends Error {
  override readonly name = 'LeadgradeError'
  /** A stable code, such as `unknown_key`. */
  readonly code: string
  /** JSON Pointer to the place in the model or in the request; empty for the whole. */
  readonly path: string
  /** What is allowed, or the nearest known name; may be empty. */
  readonly help: string
  /** All problems, in the order of the model or of the request. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], options?: { cause: unknown }) {
    super(problems.map(line).join('\n'), options)
    const [first] = problems
    this.code = first?.code ?? ''
    this.path = first?.path ?? ''
    this.help = first?.help ?? ''
    this.problems = problems
  }

  /** Converts what a build of the core threw. Anything but a list of problems becomes code `internal`. */
  static from(error: unknown): LeadgradeError {
    if (error instanceof LeadgradeError) return error
    const text = error instanceof Error ? error.message : String(error)
    if (text.startsWith('{"error":')) return new LeadgradeError((JSON.parse(text) as ErrorAnswer).error.problems)
    const message = `internal error: ${text}`
    const help = 'please report it with the model and the request'
    return new LeadgradeError([{ code: 'internal', path: '', message, help }], { cause: error })
  }
}

/** One problem as a line of text, in the core's format. */
function line({ code, column, help, line, message, path }: Problem): string {
  const place = line === undefined ? '' : column === undefined ? `${line}: ` : `${line}:${column}: `
  return `${place}[${code}] ${path || '/'}: ${message}${help && ` (${help})`}`
}
