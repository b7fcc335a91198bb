"""A line made plain: one kind of space, dash and letter, number words as digits, nothing invisible."""

import re
import unicodedata

from jejaring.web.trade.line.vocabulary import vocabulary

LONGEST = 500
"""Characters read of a line; what comes after is a letter, not a line."""
DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
TIMES = {"puluh": 10, "ratus": 100, "ribu": 1_000, "juta": 1_000_000}
ALONE = {"seratus": 100, "seribu": 1_000, "sejuta": 1_000_000}
HALVES = re.compile(r"(?<![a-z])(?:setengah|stengah|stgh|separuh|½)(?![a-z])")
ONE_OF = re.compile(
    r"(?<![a-z])se(kilo|kg|ton|kuintal|kwintal|kintal|kw|ons|liter|lusin|kodi|ekor|butir|lembar|pasang|karung|sak)(?![a-z])"
)
ARROWS = re.compile(r"\s*(?:->|=>|→|➡️?|>)\s*")
DASHES = re.compile(r"[‐-―−]")


def tidy(text: str) -> str:
    """`text` in lower case and one line, its invisible characters gone, its number words as digits."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST].replace("½", " setengah ").replace("²", "2"))
    seen = "".join(
        " " if letter.isspace() else letter
        for letter in plain
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    ).lower()
    seen = ARROWS.sub(" ke ", DASHES.sub("-", seen))
    seen = re.sub(r"(?<=\d)\s*s\s*[/.]?\s*d\s*(?=\d)", "-", seen)
    seen = re.sub(r"(?<![a-z0-9])s\s*[/.]\s*d(?![a-z0-9])\.?", "sampai", seen)
    seen = re.sub(r"(?<![a-z0-9])sd(?![a-z0-9])", "sampai", seen)
    seen = " ".join(HALVES.sub("0,5", seen).split())
    seen = re.sub(r"(\d)\s+0,5(?= )", r"\1,5", seen)  # `2 setengah ton`
    seen = ONE_OF.sub(_one_of, _number_words(seen))
    slang = vocabulary().slang
    return re.sub(r"[a-z0-9]+", lambda word: slang.get(word[0], word[0]), seen)


def _one_of(found: re.Match[str]) -> str:
    """`7500 sekilo` is 7500/kilo; `sekilo` where no price stands before it is 1 kilo."""
    before = found.string[: found.start()].rstrip()
    priced = re.search(r"(?:\d|rb|ribu|jt|juta|k)$", before)
    return f"/{found[1]}" if priced else f"1 {found[1]}"


def _number_words(text: str) -> str:
    """`dua puluh lima ribu` as 25000; single words before a unit as well: `dua ton`."""
    plain: list[str] = []
    run: list[str] = []
    for word in [*re.split(r"([^a-z]+)", text), ""]:
        if run and word == " ":
            continue
        if word in DIGITS or word in ALONE or (word in TIMES and run) or (word == "belas" and run):
            run.append(word)
            continue
        if run:
            plain.append(str(_value(run)) + (" " if word[:1].isalpha() else ""))
            run = []
        plain.append(word)
    return "".join(plain).strip()


def _value(run: list[str]) -> int:
    total = part = 0
    for word in run:
        if word in DIGITS:
            part += DIGITS[word]
        elif word in ALONE:
            part += ALONE[word]
        elif word == "belas":
            part += 10
        elif TIMES[word] >= 1_000:
            total, part = total + max(part, 1) * TIMES[word], 0
        else:
            part = max(part, 1) * TIMES[word]
    return total + part


def blank(text: str, start: int, end: int) -> str:
    """`text` with a stretch taken out, everything else where it was."""
    return text[:start] + "|" + " " * (end - start - 1) + text[end:] if end > start else text
