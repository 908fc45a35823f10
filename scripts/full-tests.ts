// What is too long for every run of the tests, and belongs in `npm run test:full`.

/** Whether everything is to be tried, however long it takes. */
export const isFullTest = process.env.GENLOOM_TESTS === 'full'
