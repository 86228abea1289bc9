"""Compare a proof (小样) with the approved text word by word. Spaces and line breaks pass; nothing else does."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from disposal.models.publication.press import ProofDifference

_WORD = re.compile(r"[0-9A-Za-z]+(?:[.,:/-][0-9A-Za-z]+)*|[^\s]")
"""A number or Latin word as a whole, otherwise each character alone: Chinese sets no spaces between words."""
_SPACE = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_ENDS_SENTENCE = frozenset("。；：，！？")
_AROUND = 12
_LARGEST = 1_000_000
"""Pairs of words up to which two passages are compared word by word; longer ones are told as a whole."""
MOST = 200
"""Differences that are kept, at most."""
Words = Sequence[str]


def compare(approved: str, printed: str) -> list[ProofDifference]:
    """Return where a proof differs from the approved text, in its order, at most ``MOST``.

    Sentences are matched first, then the words of those that differ: a long annex takes a second, not an hour.
    """
    stands, reads = _sentences(approved), _sentences(printed)
    said = [word for sentence in stands for word in sentence]
    at, found = 0, list[ProofDifference]()
    for tag, start, end, first, last in SequenceMatcher(None, stands, reads).get_opcodes():
        before = [word for sentence in stands[start:end] for word in sentence]
        after = [word for sentence in reads[first:last] for word in sentence]
        if tag != "equal":
            for offset, old, new in _in_passage(before, after):
                context = "".join(said[max(0, at + offset - _AROUND) : at + offset])
                found.append(ProofDifference(before=old, after=new, context=context))
        at += len(before)
    return found[:MOST]


def _in_passage(before: Words, after: Words) -> Iterator[tuple[int, str, str]]:
    """Yield the differences of two passages: where, what is approved, what is printed."""
    if len(before) * len(after) > _LARGEST:
        yield 0, "".join(before), "".join(after)
        return
    for tag, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield start, "".join(before[start:end]), "".join(after[first:last])


def _sentences(text: str) -> list[tuple[str, ...]]:
    """Return the words of a text without spaces, sentence by sentence. A number broken over two lines is one again."""
    sentences, words = list[tuple[str, ...]](), list[str]()
    for word in _WORD.findall(_SPACE.sub("", text)):
        words.append(word)
        if word in _ENDS_SENTENCE:
            sentences.append(tuple(words))
            words.clear()
    return [*sentences, tuple(words)] if words else sentences
