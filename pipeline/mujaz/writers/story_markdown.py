"""A story as Markdown that GitHub and pandoc show right."""

from collections.abc import Sequence
from urllib.parse import quote

from mujaz.stories.story import Cite, Fact, Story
from mujaz.writers.markdown import arabic_span, plain
from mujaz.writers.story_html import between, shown, spoken

_SECTIONS = (
    ("conflict", "What the sources disagree on"),
    ("update", "What changed as it went on"),
    ("agree", "What they agree on"),
)


def render(story: Story) -> str:
    """The story: headline, points with citations, disagreements, news, agreements, then the sources by time.

    Everything that comes from an article is escaped, one line each.
    """
    place = {article: number for number, article in enumerate(story.articles, 1)}

    def links(cites: Sequence[Cite]) -> str:
        return " ".join(
            f"[[{place[cite.article]}·{cite.sentence or 'title'}]]({_brief(cite.article)}#s{cite.sentence})"
            for cite in cites
        )

    def fact(one: Fact) -> list[str]:
        lines = [
            f"- **{plain(shown(value))}** ({arabic_span(value.arabic)}), {spoken(value.time)} "
            f"{links([Cite(value.article, value.sentence)])}: {plain(value.english)}"
            for value in one.values
        ]
        return [f"### {plain(one.what)}", "\n".join(lines)]

    blocks = [
        f"# {plain(story.headline)}",
        f"Told by {len(story.sources)} articles, {between(story)}",
        "\n".join(f"- {plain(point.text)} {links(point.cites)}" for point in story.points),
    ]
    for verdict, heading in _SECTIONS:
        found = [block for one in story.facts if one.verdict == verdict for block in fact(one)]
        blocks += [f"## {heading}", *found] if found else []
    blocks.append("## Sources by time")
    for number, source in enumerate(story.sources, 1):
        title = f" “{arabic_span(source.title)}”" if source.title else ""
        blocks.append(
            f"{number}. [{plain(source.headline)}]({_brief(source.article)}){title}, {spoken(source.time)}, {plain(source.path)}"
        )
        blocks += [f"   - {plain(point.text)} {links(point.cites)}" for point in source.adds]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _brief(article: str) -> str:
    return f"../briefs/{quote(article, safe='', errors='replace')}.md"
