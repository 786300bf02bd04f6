import type { ErrorAnswer, Problem } from './types.js'

/**
 * The one error of this package: a model, a request, a history or a table that cannot be used.
 *
 * `problems` has everything that is wrong; `code`, `path` and `help` are those of the first.
 */
export class LeadgradeError extends Error {
  override readonly name = 'LeadgradeError'
  /** A stable code, such as `unknown_key`. */
  readonly code: string
  /** JSON Pointer to where it is, in the model or in the request. */
  readonly path: string
  /** What is allowed, or the nearest known name. */
  readonly help: string
  /** All problems at once. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], options?: { cause: unknown }) {
    super(problems.map(line).join('\n'), options)
    const [first] = problems
    this.code = first?.code ?? ''
    this.path = first?.path ?? ''
    this.help = first?.help ?? ''
    this.problems = problems
  }

  /** What a build of the core threw: an error whose message is a refusal; others are faults of the package. */
  static from(error: unknown): LeadgradeError {
    if (error instanceof LeadgradeError) return error
    const said = error instanceof Error ? error.message : String(error)
    if (said.startsWith('{"error":')) return new LeadgradeError((JSON.parse(said) as ErrorAnswer).error.problems)
    const message = `the package failed: ${said}`
    const help = 'please report it with the model and the request'
    return new LeadgradeError([{ code: 'internal', path: '', message, help }], { cause: error })
  }
}

/** One problem in one line, as the core writes it. */
function line({ code, column, help, line, message, path }: Problem): string {
  const place = line === undefined ? '' : column === undefined ? `${line}: ` : `${line}:${column}: `
  return `${place}[${code}] ${path || '/'}: ${message}${help && ` (${help})`}`
}
