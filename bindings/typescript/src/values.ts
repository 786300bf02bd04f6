/**
 * The bare values of an answer, read from the first to the last: `core/src/wire/bare` says what they
 * mean. Nothing is checked: both sides are made from one schema.
 */
export class Values {
  private at = 0
  private from = 0

  constructor(
    private readonly numbers: Float64Array,
    private readonly names: readonly string[],
    private beside = '',
  ) {}

  /** Begins with the next answer; this text stands beside it. */
  of(beside: string): this {
    this.at = 0
    this.from = 0
    this.beside = beside
    return this
  }

  private next(): number {
    return this.numbers[this.at++] as number
  }

  number(): number {
    return this.next()
  }

  maybeNumber(): number | null {
    const number = this.next()
    return number === number ? number : null
  }

  flag(): boolean {
    return this.next() > 0
  }

  text<T extends string = string>(): T {
    return this.said(this.next()) as T
  }

  maybeText<T extends string = string>(): T | null {
    const number = this.next()
    return number === number ? (this.said(number) as T) : null
  }

  private said(number: number): string {
    if (number >= 0) return this.names[number] as string
    const { from } = this
    this.from = from - number - 1
    return this.beside.slice(from, this.from)
  }

  object<T>(read: (values: Values) => T): T {
    this.at += 1
    return read(this)
  }

  maybeObject<T>(read: (values: Values) => T): T | null {
    const number = this.next()
    return number === number ? read(this) : null
  }

  list<T>(read: (values: Values) => T): T[] {
    return this.objects(this.next(), read)
  }

  maybeList<T>(read: (values: Values) => T): T[] | null {
    const length = this.next()
    return length === length ? this.objects(length, read) : null
  }

  texts(): string[] {
    return this.all(this.next())
  }

  maybeTexts(): string[] | null {
    const length = this.next()
    return length === length ? this.all(length) : null
  }

  flagOrTexts(): boolean | string[] {
    const number = this.next()
    return Number.isFinite(number) ? this.all(number) : number > 0
  }

  private objects<T>(length: number, read: (values: Values) => T): T[] {
    const list: T[] = []
    for (let at = 0; at < length; at += 1) list.push(this.object(read))
    return list
  }

  private all(length: number): string[] {
    const list: string[] = []
    for (let at = 0; at < length; at += 1) list.push(this.text())
    return list
  }
}
