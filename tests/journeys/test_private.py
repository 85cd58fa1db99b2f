"""What one person lives through in a private chat."""

from __future__ import annotations

from tests.bot.people import Telegram


def test_a_question_is_answered_in_the_bulletins_words(open_town: Telegram) -> None:
    """Bare text is a question: the reply quotes the bulletin, marks the answer, and cites it."""
    ann = open_town.person("安")
    asked = ann.says("防汛值班电话是多少？")
    answer = ann.reads()

    assert any("5550119" in quote for quote in answer.quotes)
    assert any("5550119" in bold for bold in answer.bold)
    assert "青砚时报" in answer.text
    assert "2024年8月30日" in answer.text
    assert answer.reply_to == asked


def test_no_answer_is_said_honestly(open_town: Telegram) -> None:
    """What the bulletins do not hold is not answered with a quote."""
    ann = open_town.person("安")
    ann.says("火星基地的食堂供应什么口味的冰淇淋？")
    answer = ann.reads()

    assert answer.text
    assert not answer.quotes


def test_search_in_every_form(open_town: Telegram) -> None:
    """A search finds the words, however people write the command."""
    ann = open_town.person("安")
    for command in (
        "/search 流感疫苗",
        "/search流感疫苗",
        "搜索 流感疫苗",
        "／search 流感疫苗",
        "搜尋 流感疫苗",
    ):
        ann.says(command)
        assert any("流感疫苗" in quote for quote in ann.reads().quotes)


def test_a_search_takes_conditions(open_town: Telegram) -> None:
    """The days meant are said back, and nothing from another month is shown."""
    ann = open_town.person("安")
    ann.says("/search 青砚区 日期:2024年9月")
    shown = ann.reads()

    assert "2024年9月1日至2024年9月30日" in shown.bold
    assert shown.quotes
    assert "2024年10月" not in shown.text


def test_a_mistake_in_a_search_is_explained(open_town: Telegram) -> None:
    """With what was wrong and an example that works."""
    ann = open_town.person("安")
    ann.says("/search 青砚区 日期:等一下")
    refused = ann.reads()
    ann.says("/search 防汛 日期:2024-08")

    assert "等一下" in refused.text
    assert "日期:2024-07" in refused.text
    assert ann.reads().quotes


def test_a_search_turns_to_the_newest_first_and_back(open_town: Telegram) -> None:
    """In the same message, and its pages keep the order."""
    ann = open_town.person("安")
    ann.says("/search 青砚区")
    best = ann.reads()
    ann.presses(best, "按日期排")
    newest = ann.reads_edit(best)
    ann.presses(newest, "按相关排")
    again = ann.reads_edit(newest)

    assert "2024年11月26日" in newest.text
    assert newest.text != best.text
    assert again.text == best.text


def test_latest_lists_the_newest_issue_first(open_town: Telegram) -> None:
    """The list begins with the newest issue, whatever it is called, and its first number opens the article."""
    ann = open_town.person("安")
    ann.says_all("/latest", "最新", "／最新")
    listed = ann.reads()
    texts = {listed.text, ann.reads().text, ann.reads().text}
    ann.presses(listed, "1")
    article = ann.reads()

    assert len(texts) == 1
    assert "2024年11月" in listed.text.partition("2.")[0]
    assert article.bold[0] in listed.text


def test_start_greets_and_help_explains(open_town: Telegram) -> None:
    """/start greets with examples, /help explains, and a payload that names nothing greets as well."""
    ann = open_town.person("安")
    ann.says("/start")
    greeting = ann.reads()
    ann.says("/start x'; DROP TABLE articles")
    ann.says("/help")

    assert greeting.text == ann.reads().text
    assert greeting.text != ann.reads().text


def test_start_with_a_payload_opens_the_article(open_town: Telegram) -> None:
    """A deep link opens the article it names, and says kindly when there is none."""
    ann = open_town.person("安")
    ann.says("/article 1")
    ann.says("/start a1")
    ann.says("/start a999999")

    assert ann.reads().text == ann.reads().text
    assert ann.reads().buttons == ()


def test_the_reader_is_answered_in_their_language(open_town: Telegram) -> None:
    """The bot's own words follow the client's language; the quotes stay as printed."""
    texts = set()
    for language in ("zh-hans", "zh-hant", "en"):
        reader = open_town.person("读者", language)
        reader.says("防汛值班电话是多少？")
        answer = reader.reads()
        texts.add(answer.text.partition("\n")[0])
        assert any("5550119" in quote for quote in answer.quotes)

    assert len(texts) == 3


def test_odd_questions_get_kind_answers(open_town: Telegram) -> None:
    """Five thousand characters, nothing at all, a picture, a number that is none: each gets a word."""
    ann = open_town.person("安")
    for text, more in (
        ("问" * 5000, {}),
        ("   ", {}),
        ("？！……", {}),
        ("", {"photo": []}),
        ("/search", {}),
        ("/article twelve", {}),
        ("/article 999999999999999999999", {}),
        ("/dance", {}),
        ("&& \u202e\x00 😀", {}),
    ):
        ann.says(text, **more)
        answer = ann.reads()
        assert answer.text
        assert not answer.quotes


def test_a_long_article_comes_in_parts(open_town: Telegram) -> None:
    """An article longer than a message turns its parts in place, cut between sentences, nothing lost."""
    ann = open_town.person("安")
    ann.says("/search 城乡居民医保参保二十问")
    ann.presses(ann.reads(), "全文")
    part = ann.reads()
    texts = [part.text]
    while any("下一部分" in label for label, _ in part.buttons):
        ann.presses(part, "下一部分")
        part = ann.reads_edit(part)
        texts.append(part.text)

    assert len(texts) > 1
    assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in texts)
    assert all(text.rstrip()[-1] in "。！？”’）" for text in texts[:-1])
    assert sum(len(text) for text in texts) > 4168


def test_text_that_looks_like_html_is_shown_as_printed(open_town: Telegram) -> None:
    """Angle brackets and ampersands of the bulletin and of the reader come out as they went in."""
    ann = open_town.person("安")
    ann.says("/search 中奖链接 <b>")
    found = ann.reads()
    ann.presses(found, "全文")
    article = ann.reads()

    assert "“中奖链接 <b>”" in found.text
    for printed in ("<b>恭喜您中奖</b>&点击", '<a href="...">', "a<b&&c>d"):
        assert printed in article.text
