"""Cheap questions to ask before a pattern is tried, read off the pattern itself.

A pattern of an analyst matches in few places, and the engine of `regex` takes its time to find that out
for each of hundreds. Most of them cannot match where a certain word, a beginning or a character is missing,
and their source says which. `tree` reads it, once for all; what it does not know is ``ANYTHING``, and no
module here draws a conclusion from that.

Guaranteed for whatever is written in a rule file: **where a gate says no, the pattern does not match.**
Where it says yes, the pattern may match, and has to be tried. So gates never change a result, and
patterns need not be written for them. Patterns are compiled without flags.

============== =============================================== ==========================================
module         asked                                           for
============== =============================================== ==========================================
`necessary`    which words, which first letters must there be? places to try one pattern: `beginnings`
`literal_gate` which of many patterns may match in a stretch?  lines, the words in front of a place
`place_gate`   which of many patterns may match at a place?    both sides of a number
`openings`     with which texts can a match begin?             words that send to a rule: starts of dates
============== =============================================== ==========================================

A gate has a price as well: one pattern that is looked for in one sentence is best searched for at once.
"""
