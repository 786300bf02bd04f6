// The package as a user gets it: packed, installed in an empty folder, with the examples of the README.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leadgrade-wasm-'))
const run = (command, arguments_, cwd = folder) =>
  execFileSync(command, arguments_, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const write = (name, text) => writeFileSync(join(folder, name), text)

/** The code blocks of the README in a language, in order. */
function blocks(language) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const all = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
  return all.filter(([, found]) => found === language).map(([, , code]) => code)
}

before(() => {
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root))
  write('package.json', '{ "name": "user", "private": true, "type": "module" }')
  run('npm', ['install', '--no-audit', '--no-fund', '--offline', join(folder, filename)])
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('the package contains only the files that it needs', () => {
  const [{ files }] = JSON.parse(run('npm', ['pack', '--json', '--dry-run'], root))
  const paths = files.map(({ path }) => path)
  const known = /^(dist\/(wasm\/js|typescript\/src)\/(wasm\/)?[\w-]+(\.d\.ts|\.js|\.wasm|\.wasm\.d\.ts)|README\.md|LICENSE-\w+|package\.json)$/
  assert.deepEqual(paths.filter((path) => !known.test(path)), [])
  assert.equal(paths.filter((path) => path.endsWith('.wasm')).length, 1)
  assert.equal(paths.filter((path) => path.startsWith('LICENSE-')).length, 2)
})

test('links of the README also work on a registry', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)
  assert.deepEqual(links.filter((link) => !/^(https:|#)/.test(link)), [])
  assert.match(readme, /^npm install leadgrade-wasm$/m)
})

test('the examples of the README run', () => {
  const examples = blocks('js')
  assert.ok(examples.length >= 2)
  examples.forEach((code, at) => {
    write(`readme${at}.mjs`, code)
    run(process.execPath, [`readme${at}.mjs`])
  })
})

test('strict TypeScript, with the module resolution of bundlers and of Node', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const examples = blocks('ts')
  assert.ok(examples.length >= 1)
  const names = examples.map((_, at) => `readme${at}.mts`)
  examples.forEach((code, at) => write(names[at], code))
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--ignoreConfig']
  const checked = (...how) => {
    try {
      return run(process.execPath, [tsc, ...strict, '--target', 'es2022', ...how, ...names])
    } catch (error) {
      return error.stdout
    }
  }
  assert.equal(checked('--module', 'es2022', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'), '')
  assert.equal(checked('--module', 'nodenext', '--lib', 'es2022'), '')
})
