"""Citing the site: BibTeX entries whose values TeX reads as they were written."""

from django.conf import settings

TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def article_bibtex(article, *, number, address) -> str:
    """Return the BibTeX entry of one version of an article, which stays at its whole address."""
    return bibtex(
        "misc",
        f"{article.slug}-v{number}",
        title=article.headline,
        author=article.byline,
        howpublished=str(settings.SITE_NAME),
        year=article.published_at.year,
        month=article.published_at.month,
        url=address,
        note=f"Version {number}",
    )


def bibtex(kind, key, **fields) -> str:
    """Return an entry with those of its fields that are not empty."""
    told = [f"  {name} = {{{_tex(name, value)}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(told) + "\n}\n"


def _tex(name, value):
    """Return a value as TeX text; an address is read as it is, but must not end its braces."""
    if name == "url":
        return str(value).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    return "".join(TEX.get(character, character) for character in str(value))
