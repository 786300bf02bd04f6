import type { ErrorAnswer, Problem } from './types.js'

/**
 * The one error of this package: a model, a request or a table that cannot be used.
 *
 * `problems` has everything that is wrong; `code`, `path`, `help`, and the message are of the first.
 */
export class LeadgradeError extends Error {
  /** A stable code, such as `unknown_key`. */
  readonly code: string
  /** JSON Pointer to where it is, in the model or in the request. */
  readonly path: string
  /** What is allowed, or the nearest known name. */
  readonly help: string
  /** All problems at once. */
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const [first] = problems
    super(problems.map(line).join('\n'))
    this.name = 'LeadgradeError'
    this.code = first?.code ?? ''
    this.path = first?.path ?? ''
    this.help = first?.help ?? ''
    this.problems = problems
  }

  /** The error that stands in an answer. */
  static of(answer: string): LeadgradeError {
    return new LeadgradeError((JSON.parse(answer) as ErrorAnswer).error.problems)
  }
}

/** One problem in one line, as the core writes it. */
function line({ code, column, help, line, message, path }: Problem): string {
  const place = line === undefined ? '' : `${line}:${column}: `
  return `${place}[${code}] ${path || '/'}: ${message}${help && ` (${help})`}`
}
