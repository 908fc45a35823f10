// The language of the page. English stands in the regions themselves; another language brings the messages of each region.

/** As a language tag, for plurals and numbers. */
export const language = 'en'

/** By region and key. What is missing is shown in English. */
export const translations: Readonly<Record<string, Readonly<Record<string, string>>>> = {}
