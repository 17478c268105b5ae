"""The list of posts: its page is found by the listing of content, which stays quick with very many stories."""

from __future__ import annotations

from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.http import HttpRequest

from wirepress.content.posts import access, statuses
from wirepress.content.posts.listing.counters.read import read_months
from wirepress.content.posts.listing.queries import period
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.listing.several_statuses import find_posts_of_statuses
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.model_admins.base import ContentAdmin, PreloadingChangeList

_FILE_STATUSES: Final = ("inherit", "private", "publish")
_ORDERS: Final = {"title_key": "title", "comment_count": "comment_count", "date": "date", "modified": "modified"}
HEAVY: Final = ("content", "content_filtered", "excerpt", "to_ping", "pinged")  # columns that no list shows
PAGES_MAX: Final = 2**40  # rows that a page may begin behind


class PostChangeList(PreloadingChangeList):
    """A page of posts; what Django's queryset has of it serves the actions only."""

    def get_results(self, request: HttpRequest) -> None:
        query = self.asked(request)
        found = find_posts_of_statuses(query) if query is not None and query.start < PAGES_MAX else None
        ids, total = (found.ids, found.total) if found is not None else ([], 0)
        every = self.model._default_manager.filter(pk__in=ids).defer(*HEAVY)
        rows = {row.pk: row for row in cast(Any, self.model_admin).with_related(every)}
        self.result_list = [rows[number] for number in ids if number in rows]
        self.result_count, self.full_result_count = total, total
        self.show_admin_actions = total > 0
        self.can_show_all, self.multi_page = False, total > self.list_per_page
        self.paginator = Paginator(range(total), self.list_per_page)
        cast(ContentAdmin, self.model_admin).preload_rows(cast(Any, self.result_list))

    def asked(self, request: HttpRequest) -> PostQuery | None:
        """Return what the list asks for; None for what nothing can have."""
        who, kind = current_user(request), cast(Any, self.model_admin).kind
        specs = cast(list[Any], self.filter_specs)
        chosen = {spec.parameter_name: spec.value() for spec in specs}
        for spec in specs:
            if chosen[spec.parameter_name] and not spec.knows(chosen[spec.parameter_name]):
                return None
        query = PostQuery(
            types=(kind,),
            statuses=(chosen["status"],) if chosen.get("status") else shown_statuses(kind),
            actor=who,
            search=self.query or "",
            page=max(self.page_num, 1),
            per_page=self.list_per_page,
        )
        if chosen.get("author"):
            query.author = (int(chosen["author"]),)
        if not access.may_edit_others(who, kind):
            if query.author and query.author != (who.pk,):
                return None
            query.author = (who.pk,)
        self._narrow(query, chosen)
        self._order(query)
        return query

    def _narrow(self, query: PostQuery, chosen: dict[str, Any]) -> None:
        for name, taxonomy in (("category", "category"), ("tag", "post_tag")):
            if chosen.get(name):
                query.terms.append(TermCondition(taxonomy, (int(chosen[name]),), children=taxonomy == "category"))
        if chosen.get("sticky"):
            query.sticky = True
        if chosen.get("kind"):
            query.mime_families = (chosen["kind"],)
        if chosen.get("detached"):
            query.parent = (0,)
        if chosen.get("m"):
            year, month = divmod(int(chosen["m"]), 100)
            query.from_date, query.until_date = period(year, month)

    def _order(self, query: PostQuery) -> None:
        """By the column that the heading names, newest first where it names none."""
        for place, direction in self.get_ordering_field_columns().items():
            if not 0 <= place < len(self.list_display):
                continue
            column = self.get_ordering_field(self.list_display[place])
            query.orderby = _ORDERS.get(column, "date") if isinstance(column, str) else "author"
            query.order = direction
            return


def shown_statuses(kind: str) -> tuple[str, ...]:
    """Return the statuses of the items that a list shows when none is chosen."""
    if kind == "attachment":
        return _FILE_STATUSES
    return tuple(status.name for status in statuses.all_statuses().values() if status.show_in_list)


def months_of(kind: str) -> list[tuple[int, int]]:
    """Return year and month of those items, newest first."""
    found = {number // 100 for number in read_months(kind, shown_statuses(kind))}
    return [divmod(number, 100) for number in sorted(found, reverse=True)]
