"""A reading as JSON: the form that the scorer reads and `bulletin-bot read --json` prints."""

from __future__ import annotations

from typing import Any

from retrieval.model import Article, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """Return the reading as plain values; a title that was derived stands in `title_generated` alone."""
    issue = reading.issue
    return {
        "page": {
            "paper": issue.bulletin,
            "issue_date": issue.published_on.isoformat() if issue.published_on else None,
            "page_label": issue.pages[0].label if issue.pages else None,
        },
        "articles": [_article(article) for article in issue.articles],
        "other": [text for page in issue.pages for text in page.other],
        "problems": [{"code": p.code, "message": p.message, "where": p.where} for p in reading.problems],
    }


def _article(article: Article) -> dict[str, Any]:
    headline = article.headline
    return {
        "title": None if headline.is_derived else headline.text,
        "title_generated": headline.text if headline.is_derived else None,
        "kicker": headline.kicker,
        "subtitle": headline.subtitle,
        "date": str(article.date) if article.date else None,
        "date_text": article.date_text,
        "byline": article.byline,
        "authors": list(article.authors),
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
        "sentences": [[span.of(p.text) for span in p.sentences] for p in article.paragraphs],
    }
