export * from './dist/node/src/index.js'
