"""A small library about an invented town, in memory: what the tests of answering ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retrieval.engine import LocalEngine, Names
from retrieval.model import ArticleHead, Changes, Passage, StoredParagraph
from retrieval.text import tokens
from retrieval.text.sentences import sentences

ARTICLES = (
    (
        "云桥镇部署防汛工作",
        (
            "本报讯 6月3日上午，云桥镇召开防汛工作会议，镇长宓怀舟主持会议，副镇长邬青禾通报了水库水位。"
            "全镇准备了12处避灾安置点，值班电话为5550199。",
            "宓怀舟强调，各村要在6月10日前完成河道清淤，重点排查三座山塘。因上游水库泄洪，东渡口自即日起停航。",
        ),
    ),
    (
        "农贸市场重新开业",
        (
            "本报讯 6月5日，改造后的锦里农贸市场重新开业。市场由云桥农发公司投资860万元改造，每天6时开门。",
            "居民可以在市场二楼的便民食堂就餐，老年人每餐优惠三元。为避免占道经营，市场划出了四十个免费摊位。",
        ),
    ),
)


class Town:
    """The engine, the names and the paragraphs, as `answer` takes them."""

    def __init__(self, articles: Iterable[tuple[str, Iterable[str]]] = ARTICLES) -> None:
        self.paragraphs: dict[int, StoredParagraph] = {}
        passages = []
        for number, (title, texts) in enumerate(articles, 1):
            head = ArticleHead(number, 1, "云桥报", None, title, False, None, None, "A01", None, "")
            for position, text in enumerate(texts):
                i = len(self.paragraphs) + 1
                self.paragraphs[i] = StoredParagraph(i, position, text, sentences(text), head)
                title_terms, own = tuple(tokens.terms(title)), tuple(tokens.terms(text))
                passages.append(Passage(i, number, title_terms, own))
        self.engine = LocalEngine()
        self.engine.apply(Changes(1, tuple(passages), ()))
        self.names = Names(self.engine)

    def fetch(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        return {i: self.paragraphs[i] for i in ids}
