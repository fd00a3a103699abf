"""Rules that make a question out of what a text says. Each gives (question, answer, evidence): the evidence is what of
the text must be shown for the question to have its answer. What doesn't fit a rule well gives none: few good
questions are better than many."""

import re
from collections.abc import Iterator

Made = tuple[str, str, str]

SPEECH_WORDS = range(5, 23)
SUBJECT_WORDS = 4

_SAID = (
    "said|says|cried|answered|replied|asked|whispered|murmured|muttered|exclaimed|shouted|roared|repeated|returned"
    "|rejoined|demanded|added|growled|soliloquized|screamed|yelled|ejaculated"
)
_TITLE = r"\b(?:Mr|Mrs|Dr|Capt|Lieut|Rev|St)\b"
_SPEECH = re.compile(
    rf'(?<![\w.,!?—;-])"(?P<first>[^"]+[,.!?—])" (?P<verb>{_SAID}) (?P<who>(?:{_TITLE}\.|[^,.;:!?—"])+)'
    r'(?:[,;] (?:[^".;]{1,60}[,;:] )?"(?P<second>[^"]+[.!?])")?'
)
_ROLES = (
    "landlord|landlady|[Cc]aptain|commander|mate|Manxman|carpenter|savage|stranger|surgeon|steersman|sailor|sailors"
    "|seamen|harpooneer|harpooneers|Englishman|Guernsey-?man|interpreter|blacksmith|cook|rigger|bumpkin|oarsmen|Parsee"
    "|Gay-Header|Indian|man|black|boy|lad|Lakeman|steward|writer|preacher|crew|officer|Spaniard|priest"
)
_SPEAKER = re.compile(
    rf"(?P<role>(?:the|an?) (?:[\w'-]+ ){{0,3}}?(?:{_ROLES}))\b"
    rf"|(?:(?!(?:the|an?) )[a-z]+ )?(?P<name>(?:(?:Captain|Father|old|{_TITLE}\.?) )?"
    rf"(?!I\b|He\b|She\b|They\b|{_TITLE})[A-Z][\w-]+)\b"
)
_SPEECH_SENTENCE = re.compile(r"(?<=[.!?])(?<!Mr\.) (?=[A-Z])")

_DIGITS = r"\d+(?:,\d{3})*"
_NUMBER = (
    rf"\$?{_DIGITS}(?:\.\d+)?(?: (?:million|billion|percent|per cent))?(?: (?:miles|acres|tons|pounds|feet|men))?"
)
_ENDS = r"(?=[,;.](?!\d)| (?:and|as|against|showing|of which)\b)"
_DATE = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, 1[789]\d\d"
)
_AMOUNT = re.compile(
    r"(?:^|; |, and |, while )(?P<what>(?:[Tt]he|[Oo]ur|[Tt]otal) [^,;.$]{12,110}?(?:, 1[789]\d\d,)?[^,;.$]{0,40}?)"
    rf" (?P<verb>was|were|is|are|amounted to|aggregated) (?P<number>{_NUMBER}){_ENDS}"
)
_MANY = re.compile(
    r"^(?P<when>(?:During|In) the (?:last |past |present )?(?:fiscal |calendar )?year,? )?"
    rf"(?P<number>{_DIGITS}) "
    r"(?P<what>[a-z][a-z -]{3,60}?) (?P<verb>were|are|have been) (?P<rest>[a-z][^;,.$\d]{3,90})"
    r"(?=[,;.])"
)
_ACT = re.compile(
    rf'\b(?P<law>act|law)(?: of (?:the )?Congress)?,?(?: of| approved| passed) (?P<date>{_DATE}),? (?:entitled )?'
    r'"(?:An act )?(?P<title>[^"]{15,140}?)[,.]?"'
)
_DONE = re.compile(
    r"^(?P<what>(?:The|An?) [^,;.\d]{8,100}?) (?P<verb>was|were) (?P<done>(?:duly |finally |formally )?"
    "(?:signed|concluded|ratified|opened|completed|established|admitted|adopted|proclaimed|dedicated|held|begun|laid"
    "|created|organized|approved|passed|abolished|appointed)(?: [^,;.\\d]{2,60}?)?)"
    rf" (?:on|in) (?:the year )?(?P<date>{_DATE}|1[789]\d\d)(?=[,;.])"
)
_SENTENCE_ENDS = re.compile(r"(?<=[a-z\d)]\.) (?=[A-Z])")
_CLAUSE = re.compile(r"\b(?:was|were|is|are|has|had|have|which|who|that)\b")
_POINTING = re.compile(
    r"\b(?:same|said|these|those|this|it|they|their|its|latter|former|such|above|last-named|his|I|my|we|there|other|them"
    r"|sums?|balance|increase|decrease|excess|gain|difference|mentioned|there\w+|bill|day|named|each|referred|amendments?"
    r"|also|corresponding)\b",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"^the (?:[\w-]+ ){0,3}?(?:amount|number|value|price|cost|quantity|area|strength|length|mileage|population|rate"
    r"|capacity|tonnage|income|average|production|circulation)\b"
)


def speeches(text: str) -> Iterator[Made]:
    """Who says it, by name or role. What I, he or nobody says is left out: a reader often knows who, so it would be
    wrong to refuse it."""
    for said in _SPEECH.finditer(text):
        who = _SPEAKER.match(said["who"])
        if not who or said["who"][who.end() :].startswith(" and "):
            continue
        answer = who["name"] or who["role"]
        verb = "said" if said["verb"] == "says" else said["verb"]
        if words := _asked_for(said["first"]):
            start = said.start("first") + said["first"].rfind(words)
            yield f'Who {verb}, "{words}"?', answer, text[start : said.start("who") + who.end()]
        if said["second"] and (words := _asked_for(said["second"])):
            end = said.start("second") + said["second"].find(words) + len(words)
            yield f'Who said, "{words}"?', answer, text[said.start("verb") : end]


def _asked_for(speech: str) -> str | None:
    """A sentence of a speech, the last one that is neither short nor long."""
    for sentence in reversed(_SPEECH_SENTENCE.split(speech)):
        words = sentence.strip().rstrip(",.—-")
        if len(words.split()) in SPEECH_WORDS and words[0].isupper() and not re.search(r"(?:^|\W)'|'\B", words):
            return words
    return None


def facts(text: str) -> Iterator[Made]:
    """How much, how many, when."""
    for sentence in _SENTENCE_ENDS.split(text):
        yield from _amounts(sentence)
        yield from _counts(sentence)
        yield from _dates(sentence)


def _amounts(sentence: str) -> Iterator[Made]:
    for said in _AMOUNT.finditer(sentence):
        what, number = _subject(said["what"]), said["number"]
        if _POINTING.search(what) or _CLAUSE.search(what) or len(what.split()) < SUBJECT_WORDS:
            continue
        evidence = sentence[said.start("what") : said.end()]
        amounted = said["verb"] in ("amounted to", "aggregated")
        if _MEASURES.match(what):
            yield f"What {'was' if amounted else said['verb']} {what}?", number, evidence
        elif amounted:
            yield f"What did {what} amount to?", number, evidence
        elif number.startswith("$"):
            yield f"How much {said['verb']} {what}?", number, evidence


def _counts(sentence: str) -> Iterator[Made]:
    said = _MANY.match(sentence)
    if said and not _POINTING.search(said["what"] + " " + said["rest"]):
        when = " " + said["when"].strip(" ,").lower() if said["when"] else ""
        yield f"How many {said['what']} {said['verb']} {said['rest']}{when}?", said["number"], said[0]


def _dates(sentence: str) -> Iterator[Made]:
    for said in _ACT.finditer(sentence):
        yield f'What is the date of the {said["law"]} "{said["title"]}"?', said["date"], said[0]
    said = _DONE.match(sentence)
    if said and not _POINTING.search(said["what"] + " " + said["done"]) and not _CLAUSE.search(said["what"]):
        asks = "In which year" if said["date"].isdigit() else "When"
        yield f"{asks} {said['verb']} {_subject(said['what'])} {said['done']}?", said["date"], said[0]


def _subject(words: str) -> str:
    words = words[0].lower() + words[1:].rstrip(",")
    return re.sub(r"^total\b", "the total", re.sub(r"\bour\b", "the", words))
