// Phrases that a native reader of the field would not write, each with what to write instead. CONTRIBUTING explains the style.

interface Phrase {
  readonly pattern: RegExp
  readonly instead: string
}

const phrase = (pattern: RegExp, instead: string): Phrase => ({ pattern, instead })

export const phrases: readonly Phrase[] = [
  // Telling and saying
  phrase(/\b(?:is|are|was|were|be) told\b|\btold (?:of|at|once|apart|from|in|by)\b/, 'is reported, receives, says'),
  phrase(
    /\btell(?:s|ing)? (?:of|whether|how|what|which|that|from)\b|\btell(?:s|ing)?(?: \w+){0,3} apart\b/,
    'say, show, distinguish',
  ),
  phrase(/\bit is said\b|\b(?:is|are) said (?:of|so|at|with|in|once|there|to)\b/, 'is reported'),
  phrase(/\bsays? of (?:it|each|a|the)\b|\bsaid of\b/, 'describes, reports for'),
  phrase(/\b(?:say|says|said) (?:nothing|little) (?:of|about)\b/, 'does not describe, is unknown'),
  phrase(/\bwithout a word\b/, 'silently'),
  phrase(/\b[Ww]hat is wrong (?:with|between)\b/, 'problems of'),
  phrase(/\bknows? (?:nothing )?of\b/, 'knows about, depends on'),
  // Belonging
  phrase(/\bof (?:its|their|his|her|one['’]s) own\b/, 'its own …, a separate …'),
  phrase(/\bof (?:the )?old\b/, 'old'),
  phrase(/\bdraws? of the (?:prior|posterior|base|data)\b/, 'draw from the …'),
  phrase(/\bwhoever\b/, 'name who it is: the caller, the generator'),
  phrase(/\bthe person\b/, 'the user'),
  phrase(/\bnobody\b/, 'no one; unused'),
  // Being and not being
  phrase(
    /(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b|other\b|less\b|fewer\b|different\b|such\b|need\b|better\b|worse\b|problem\b)[a-z]/,
    'is not a',
  ),
  phrase(/(?<!\b[Tt]here )\b(?:is|are) none\b/, 'is not one, there are none'),
  phrase(/\bis no more\b/, 'is gone'),
  phrase(/\b(?:is|are|were|was) (?:not )?there\b(?! (?:is|are|was|were|before)\b)/, 'exists, is missing'),
  phrase(/\bsuch as there\b/, 'any'),
  phrase(/\bone that cannot be\b/, 'an invalid …'),
  phrase(/\bas (?:it|they) (?:is|was|are|were)(?=[.,;:)])/, 'unchanged'),
  phrase(/\b(?:can|to) be had\b/, 'is available'),
  phrase(/\bgiv(?:e|es|en) back\b/, 'returns'),
  phrase(/\bstands? for (?:itself|several|one)\b/, 'expands to'),
  phrase(/\btakes? part\b/, 'is active, is part of'),
  phrase(/\bhow (?:it|they) came about\b|\bc[oa]me about\b/, 'origin'),
  // Amount and time
  phrase(/\bso many\b/, 'the number: N steps, `count` layers'),
  phrase(/\bso often\b/, 'that many times'),
  phrase(/\bas many(?: \w+)? as there are\b/, 'one per'),
  phrase(/\banew\b/, 'again, fresh, resample'),
  phrase(/\bin one go\b/, 'at once'),
  phrase(/\bthrice\b/, 'three times'),
  phrase(/\bgo(?:es|ne)? on (?:from|with|to|where)\b|\bwent on from\b|\bgoing on from\b/i, 'continue, resume'),
  phrase(/\bthe present (?:version|step|backend|state)\b/, 'the current …'),
  phrase(/\bby chance\b/, 'at random'),
  // Small words
  phrase(/\bbut for\b/, 'except for'),
  phrase(/\bin (?:the )?place of\b/, 'instead of'),
  phrase(/\bwith regard to\b/, 'with respect to'),
  phrase(/\bin (?:their|its) way\b/, 'prevents'),
  phrase(/\bfor want of\b|\bin vain\b/, 'without; to no effect'),
  phrase(/\bwith nothing of\b|\bof nothing\b/, 'without'),
  phrase(/\bthere(?:of|in|by)\b|\bthence\b|\bhence\b|\bupon\b|\bnought\b/, 'so, of it, on, zero'),
  phrase(/\b[Tt]he very\b/, 'the same, exactly the'),
  phrase(/\blies? behind\b|\bone behind the other\b/, 'after, concatenated'),
  phrase(/\bthat (?:is|was|are|were) asked for\b|\bwhat (?:is|was) asked for\b/, 'requested'),
  phrase(/\bwished for\b|\ba wish\b/, 'wanted, requested'),
  phrase(/\bhad a say\b|\bin the light of\b/, 'depends on'),
  phrase(/\bcom(?:e|es|ing) to (?:lie|look)\b/, 'approach, match'),
  // Terms of the field
  phrase(/\bwhole numbers?\b/, 'integer'),
  phrase(/\bheadless twin\b/, 'command line'),
  phrase(/\bwrong use\b/, 'usage error'),
  phrase(/\bmend(?:s|ed|ing)?\b/i, 'fix, repair'),
  phrase(/\bdoubled (?:key|identifier|end|name)s?\b/, 'duplicate'),
  phrase(/\bby heart\b/, 'memorise'),
  phrase(/\bmove[sd]? state\b/, 'update state'),
  phrase(/\bturned round\b/, 'inverted, transposed'),
  phrase(/\bwalk(?:s|ed)? back(?:wards)?\b/, 'invert, run the inverse'),
  phrase(/\bmade-up\b/, 'fake'),
  phrase(/\bwhose turn it is\b/, 'current'),
]
