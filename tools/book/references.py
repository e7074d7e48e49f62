"""References with links both ways: from the text to the list, and back to each place."""

import re
from collections import defaultdict

ENTRY = re.compile(r'<li><p><a class="reference external" href="([^"]+)">')
LIST = re.compile(r'<section[^>]* id="references">.*?</section>', re.DOTALL)


def linked(body: str) -> str:
    """The text of a page: a citation leads to the list, the list to the source and back."""
    found = LIST.search(body)
    if not found:
        return body
    numbers = {entry[1]: n for n, entry in enumerate(ENTRY.finditer(found[0]), 1)}
    places: dict[int, int] = defaultdict(int)

    def to_list(link: re.Match[str]) -> str:
        number = numbers.get(link[1])
        if not number:
            return link[0]
        places[number] += 1
        return f'<a class="cited" id="cite-{number}-{places[number]}" href="#ref-{number}">'

    before, after = body[: found.start()], body[found.end() :]
    before = re.sub(r'<a(?: class="reference external")? href="([^"]+)">', to_list, before)
    return before + _with_ways_back(found[0], numbers, places) + after


def _with_ways_back(listed: str, numbers: dict[str, int], places: dict[int, int]) -> str:
    """The list of references, each with an anchor and links to where it is cited."""

    def entry(start: re.Match[str]) -> str:
        number = numbers[start[1]]
        ways = " ".join(
            f'<a href="#cite-{number}-{place}" aria-label="Cited here, {place}">↑{place}</a>'
            for place in range(1, places[number] + 1)
        )
        back = f'<span class="back">{ways}</span> ' if ways else ""
        return start[0].replace("<li><p>", f'<li id="ref-{number}"><p>{back}', 1)

    return ENTRY.sub(entry, listed)
