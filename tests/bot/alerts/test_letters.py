"""A letter says what the library says when it is written, whatever was read a moment before."""

from __future__ import annotations

from collections.abc import Callable

from bot.alerts.letters import Letter, Letters
from bot.alerts.parcels import Parcel
from retrieval import Library, StoredArticle
from tests.bot.alerts.district import FLOOD, NOON, District, words

CORRECTED = (FLOOD[0], [FLOOD[1][0], "防汛值班电话是5550220。"])


class Interrupted(Library):
    """A library in which something happens just after an article was read."""

    meanwhile: Callable[[], None] | None = None

    def article(self, article_id: int) -> StoredArticle | None:
        """The article as it was before that."""
        found = super().article(article_id)
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        return found


def test_an_article_read_before_its_correction_is_not_kept_after_it(database_url: str) -> None:
    """The correction comes, and is noticed, while the first letter is written: the next one has the new words."""
    with Library.open(database_url) as plain:
        library = Interrupted(plain.database)
        district = District.over(library)
        district.wants(1, words("5550119 OR 5550220"))
        district.publish("a", FLOOD)
        district.plan()
        (parcel,) = district.due()
        letters = Letters(library)
        letters.refresh()

        def corrected() -> None:
            district.publish("a", CORRECTED)
            letters.refresh()

        library.meanwhile = corrected
        before, after = _written(letters, parcel), _written(letters, parcel)

    assert "<b>5550119</b>" in before
    assert "<b>5550220</b>" in after


def _written(letters: Letters, parcel: Parcel) -> str:
    letter = letters.write(parcel, "bot", NOON)
    return letter.message.html if isinstance(letter, Letter) else ""
