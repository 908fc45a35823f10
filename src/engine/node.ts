// The engine's second face, for programs of Node.js: files that are complete or missing, the command line of a project, its
// run as a file, and Ctrl-C.
export { nodeEnvironment } from './backends/node-environment.ts'
export { prepareFolder } from './files/folder.ts'
export { writeWhole } from './files/whole-file.ts'
export { backends, startBackend } from './project/backend.ts'
export { oneOf, outputFile, positiveNumber, readOptions, stop, wholeNumber } from './project/options.ts'
export { readRun, restore } from './project/run-file.ts'
export { trainProject } from './project/train-project.ts'
