const keywords =
  'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do ' +
  'else enum eval export extends false finally for from function get if implements import in infer instanceof interface is ' +
  'keyof let module namespace never new null number object of package private protected public readonly require return ' +
  'satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void ' +
  'while with yield'

const globals = 'Array Error Infinity Map Math NaN Number Object Promise Record Set String console globalThis process'

/** Names with a fixed meaning in the printed files. */
const ours =
  'context parameters state tf weights zeros ones constant fanInUniform interpolateBetween importanceWeight startFlow flowLogProb ' +
  'addLogDet countVolume withState'

export const reservedWords: ReadonlySet<string> = new Set(`${keywords} ${globals} ${ours}`.split(' '))
