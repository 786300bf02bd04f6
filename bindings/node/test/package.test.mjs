// The package as a user gets it: packed, installed in an empty folder, used from JavaScript in both
// module systems and from strict TypeScript, with the examples of the README.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leadgrade-'))
const run = (command, arguments_, cwd = folder) =>
  execFileSync(command, arguments_, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const write = (name, text) => writeFileSync(join(folder, name), text)
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

/** Blocks of code of a page in a language, in order. */
const blocks = (language, page = join(root, 'README.md')) => {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code)
}

/** Makes Apache Arrow available, which the examples of tables use to read and write. */
const linkArrow = () => {
  const link = join(folder, 'node_modules', 'apache-arrow')
  if (!existsSync(link)) symlinkSync(join(root, 'node_modules', 'apache-arrow'), link)
}

before(() => {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root))
  write('package.json', '{ "name": "user", "private": true }')
  run('npm', ['install', '--no-audit', '--no-fund', '--offline', join(folder, filename)])
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('the package contains only the files that it needs', () => {
  const [{ files }] = JSON.parse(run('npm', ['pack', '--json', '--dry-run'], root))
  const odd = files
    .map(({ path }) => path)
    .filter((path) => !/^(dist\/(native\.js|leadgrade\.[\w-]+\.node|(node|typescript)\/src\/[\w-]+(\.d\.ts|\.js))|index\.(mjs|d\.mts)|README\.md|LICENSE-\w+|package\.json)$/.test(path))
  assert.deepEqual(odd, [])
  assert.ok(files.some(({ path }) => path.endsWith('.node')))
  assert.ok(files.some(({ path }) => path === 'README.md'))
})

const USE = `
  const model = Model.fromToml('format = 1\\nname = "n"\\n[signals.visit]\\npoints = 10\\n[engagement]')
  const events = [{ event: 'visit', at: new Date('2026-11-20') }]
  const { assessment } = model.assess({ events, as_of: '2026-11-22' })
  if (assessment.engagement?.points !== 10) throw new Error('not 10')
  try { model.assess({} as never); throw new Error('accepted') } catch (error) {
    if (!(error instanceof LeadgradeError) || error.problems[0]?.code !== 'missing_key') throw error
  }
`

test('JavaScript in both module systems', () => {
  const use = USE.replace(' as never', '')
  write('use.cjs', `const { LeadgradeError, Model } = require('leadgrade')\n${use}`)
  write('use.mjs', `import { LeadgradeError, Model } from 'leadgrade'\n${use}`)
  run(process.execPath, ['use.cjs'])
  run(process.execPath, ['use.mjs'])
})

const checked = (...names) => {
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  // Without `--types`: the package refers to the Node types that it needs.
  const types = ['--target', 'es2022', '--module', 'nodenext']
  const roots = ['--typeRoots', join(root, 'node_modules', '@types')]
  try {
    run(process.execPath, [tsc, ...strict, ...types, ...roots, '--ignoreConfig', ...names])
    return ''
  } catch (error) {
    return error.stdout
  }
}

test('strict TypeScript in both module systems', () => {
  write('use.mts', `import { LeadgradeError, Model } from 'leadgrade'\n${USE}`)
  write('use.cts', `import leadgrade = require('leadgrade')\nconst { LeadgradeError, Model } = leadgrade\n${USE}`)
  assert.equal(checked('use.mts', 'use.cts'), '')
})

test('types reject what the core rejects', () => {
  const bad = [
    `new Model()`,
    `new Dataset()`,
    `model.assess({ profile: { x: new Set() }, as_of: '2026-11-22' })`,
    `model.assess({ profile: new Map<string, number>(), as_of: '2026-11-22' })`,
    `model.assess({ profile: Promise.resolve({}), as_of: '2026-11-22' })`,
    `model.assess({ profile: () => 1, as_of: '2026-11-22' })`,
    `model.assess({ profile: [1], as_of: '2026-11-22' })`,
    `model.assess({ profile: { lead: true }, as_of: '2026-11-22' })`,
    `model.assess({ events: [{ event: 'visit' }], as_of: '2026-11-22' })`,
    `model.assess({ events: [{ event: 'visit', at: '2026-11-22', x: new Set() }], as_of: '2026-11-22' })`,
    `model.assess({ events: new Uint8Array(), as_of: '2026-11-22' })`,
    `model.assess({ events: { toBytes() {} }, as_of: '2026-11-22' })`,
    `model.assess({ events: '[]', as_of: '2026-11-22' })`,
    `model.assessHistory(new History(), { as_of: '2026-11-22' })`,
    `model.compareJson({ events: [new History()], as_of: '2026-11-22', other_as_of: '2026-11-23' })`,
    `new History().observeAll(model, new History())`,
    `model.compare({ as_of: '2026-11-22' }, {})`,
    `await Dataset.load({ event: new Uint8Array() })`,
    `await model.assessTable({ as_of: '2026-11-22', events: new Uint8Array() }, new AbortController().signal)`,
    `model.assess({ as_off: '2026-11-22' })`,
    `model.assess({ as_of: 7 })`,
    `model.timeline({ from: '2026-11-01', to: '2026-11-22', every: 'day' })`,
    `model.lint({})`,
    `Model.fromJson({ format: 1, name: 'n', signal: {} })`,
    `model.assess({ as_of: '2026-11-22' }).assessment.grade`,
    `await model.assessTable({ as_of: '2026-11-22', output: 'lead' })`,
  ]
  bad.forEach((line, at) => {
    write(`bad${at}.mts`, `import { Dataset, History, Model } from 'leadgrade'\ndeclare const model: Model\n${line}\nexport { Dataset, History }`)
  })
  const found = checked(...bad.map((_, at) => `bad${at}.mts`))
  bad.forEach((line, at) => assert.ok(found.includes(`bad${at}.mts`), line))
})

const TYPED = `
  import { History, Model, type Event, type Hint, type Profile } from 'leadgrade'
  interface Lead { lead: string; employees: number; since?: Date; tags: string[] }
  interface Named { employees: number }
  interface Visit { event: string; at: Date; page: string }
  export function use(model: Model, lead: Lead, named: Named, visits: readonly Visit[], events: readonly Event[], any: Record<string, unknown>): Hint[] {
    const profiles: Profile[] = [lead, named, any, { lead: 7n, x: 1, y: ['a'], z: null, at: new Date(), u: undefined }]
    const request = { profile: lead, events: visits, as_of: new Date() }
    new History().observeAll(model, visits)
    model.assess({ profile: named, events, as_of: '2026-11-22' })
    const { history } = model.history(events)
    const either: History | readonly Event[] = visits.length > 0 ? events : history
    model.assessJson({ profile: lead, events: history, as_of: new Date() })
    model.compare({ events: either, as_of: '2026-11-22', other_as_of: '2026-11-23' }, model)
    model.nextChange({ events: history, as_of: '2026-11-22' })
    model.timeline({ events: history, from: '2026-11-01', to: '2026-11-22' })
    model.explain({ profile: profiles[0] ?? null, events: [{ event: 'visit', at: '2026-11-20', page: '/' }], as_of: '2026-11-22' })
    return model.assess(request).report.hints
  }
`

test('types accept interfaces, readonly lists, and records', () => {
  write('typed.mts', TYPED)
  assert.equal(checked('typed.mts'), '')
})

test('without the native module the error says how to build it', () => {
  const script = `
    const { renameSync, readdirSync } = require('node:fs')
    const dist = 'node_modules/leadgrade/dist/'
    const [file] = readdirSync(dist).filter((name) => name.endsWith('.node'))
    renameSync(dist + file, dist + 'away')
    try { require('leadgrade'); console.log('loaded') } catch (error) {
      console.log(JSON.stringify([error.name, error.code, error.message, String(error.cause !== undefined)]))
    } finally { renameSync(dist + 'away', dist + file) }
  `
  const [name, code, message, cause] = JSON.parse(run(process.execPath, ['-e', script]))
  assert.deepEqual([name, code, cause], ['LeadgradeError', 'no_native_module', 'true'])
  assert.match(message, new RegExp(`native module for ${process.platform} on ${process.arch}`))
  assert.match(message, /npm run build:release/)
})

test('links of the README also work on a registry', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)
  assert.deepEqual(links.filter((link) => !/^(https:|#)/.test(link)), [])
  assert.match(readme, /^npm install leadgrade$/m)
})

test('the examples of the README run and are strict TypeScript', () => {
  const [javascript, typescript] = [blocks('js'), blocks('ts')]
  assert.ok(javascript.length >= 3 && typescript.length >= 1)
  linkArrow()
  javascript.forEach((code, at) => {
    write(`readme${at}.mjs`, code)
    run(process.execPath, [`readme${at}.mjs`])
  })
  typescript.forEach((code, at) => write(`readme${at}.mts`, code))
  assert.equal(checked(...typescript.map((_, at) => `readme${at}.mts`)), '')
})

test('the recipes of the cookbook run', () => {
  const docs = join(root, '..', '..', 'core', 'docs')
  const recipes = blocks('js', join(docs, 'cookbook.md'))
  assert.ok(recipes.length >= 15)
  linkArrow()
  cpSync(join(docs, 'cookbook'), join(folder, 'cookbook'), { recursive: true })
  recipes.forEach((code, at) => {
    write(`recipe${at}.mjs`, code)
    run(process.execPath, [`recipe${at}.mjs`])
  })
})
