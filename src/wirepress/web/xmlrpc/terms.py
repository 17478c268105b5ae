"""Terms of any taxonomy, and the older calls for categories and tags."""

from __future__ import annotations

from typing import Any

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.addresses import permalinks
from wirepress.content.terms import access, listing, taxonomies
from wirepress.content.terms.actions.create import clean_name, create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.taxonomies import Taxonomy
from wirepress.web.xmlrpc import meta, show
from wirepress.web.xmlrpc.call import Call, plain, refuse, saying, whole
from wirepress.web.xmlrpc.wire import Fault


def _taxonomy(name: str) -> Taxonomy:
    found = taxonomies.get(name)
    if found is None:
        raise Fault(403, "There is no such taxonomy.")
    return found


def _term(taxonomy: str, number: int) -> Term:
    found = Term.objects.filter(taxonomy=taxonomy, pk=number).first()
    if found is None:
        raise Fault(404, "There is no term of that number.")
    return found


def _parent(taxonomy: Taxonomy, given: dict[str, Any]) -> int:
    number = whole(given.get("parent"))
    if not number:
        return 0
    if not taxonomy.hierarchical:
        raise Fault(403, "Terms of this taxonomy do not lie below others.")
    if not Term.objects.filter(taxonomy=taxonomy.name, pk=number).exists():
        raise Fault(403, "There is no term of the parent's number.")
    return number


def new_term(call: Call) -> str:
    """wp.newTerm: blog, login, password, struct -> the number, as text."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    taxonomy = _taxonomy(plain(given.get("taxonomy")))
    if not access.may(user, "edit_terms", taxonomy.name):
        raise refuse("You are not allowed to make terms of this taxonomy.")
    name = plain(given.get("name")).strip()
    if not name:
        raise Fault(403, "A term needs a name.")
    with saying():
        texts = {"slug": plain(given.get("slug")), "description": plain(given.get("description"))}
        term = create_term(taxonomy.name, name, parent=_parent(taxonomy, given), **texts)
        meta.write_term(term, given.get("custom_fields"), user)
    return str(term.pk)


def edit_term(call: Call) -> bool:
    """wp.editTerm: blog, login, password, number, struct."""
    call.need(5)
    user, given = call.sign_in(), call.struct(4)
    taxonomy = _taxonomy(plain(given.get("taxonomy")))
    term = _term(taxonomy.name, call.number(3))
    if not access.may_edit(user, term):
        raise refuse("You are not allowed to edit this term.")
    fields: dict[str, Any] = {
        name: plain(given[name]) for name in ("name", "slug", "description") if given.get(name) is not None
    }
    if "name" in fields and not fields["name"].strip():
        raise Fault(403, "A term needs a name.")
    if parent := _parent(taxonomy, given):  # 0 moves nothing to the top (WordPress 7.1 behaviour)
        fields["parent"] = parent
    with saying():
        update_term(term, fields)
        meta.write_term(term, given.get("custom_fields"), user)
    return True


def delete_a_term(call: Call) -> bool:
    """wp.deleteTerm: blog, login, password, taxonomy, number."""
    call.need(5)
    user = call.sign_in()
    return _delete(_term(_taxonomy(call.text(3)).name, call.number(4)), user)


def _delete(term: Term, user: User) -> bool:
    if not access.may_delete(user, term):
        raise refuse("You are not allowed to delete this term.")
    with saying():
        delete_term(term)
    return True


def get_term(call: Call) -> show.Struct:
    """wp.getTerm: blog, login, password, taxonomy, number."""
    call.need(5)
    user, taxonomy = call.sign_in(), _taxonomy(call.text(3))
    if not access.may(user, "assign_terms", taxonomy.name):
        raise refuse("You are not allowed to choose terms of this taxonomy.")
    return show.term(_term(taxonomy.name, call.number(4)), user)


def get_terms(call: Call) -> list[show.Struct]:
    """wp.getTerms: blog, login, password, taxonomy, filter."""
    call.need(4)
    user, taxonomy, given = call.sign_in(), _taxonomy(call.text(3)), call.struct(4)
    if not access.may(user, "assign_terms", taxonomy.name):
        raise refuse("You are not allowed to choose terms of this taxonomy.")
    orderby = plain(given.get("orderby"))
    query = listing.TermQuery(
        taxonomy.name,
        search=plain(given.get("search")),
        hide_empty=bool(given.get("hide_empty")),
        limit=abs(whole(given.get("number"))),
        offset=abs(whole(given.get("offset"))),
        orderby={"term_id": "id"}.get(orderby, orderby if orderby in ("slug", "count", "id") else "name"),
        order="desc" if plain(given.get("order")).lower() == "desc" else "asc",
    )
    return [show.term(term, user) for term in listing.find(query)[0]]


def _all(taxonomy: str, *, used: bool = False) -> list[Term]:
    return listing.find(listing.TermQuery(taxonomy, limit=0, hide_empty=used))[0]


def _writer(call: Call, place: int = 1) -> User:
    user = call.sign_in(place)
    if not user.can("edit_posts"):
        raise refuse("You must be able to write here to see that.")
    return user


def get_categories(call: Call) -> list[show.Struct]:
    """wp.getCategories, metaWeblog.getCategories: blog, login, password."""
    call.need(3)
    _writer(call)
    return [
        {
            "categoryId": term.pk,
            "parentId": term.parent_id,
            "description": term.name,
            "categoryDescription": term.description,
            "categoryName": term.name,
            "htmlUrl": permalinks.term_link(term),
            "rssUrl": permalinks.feed_link(term),
        }
        for term in _all("category")
    ]


def category_list(call: Call) -> list[show.Struct]:
    """mt.getCategoryList: blog, login, password."""
    call.need(3)
    _writer(call)
    return [{"categoryId": term.pk, "categoryName": term.name} for term in _all("category")]


def get_tags(call: Call) -> list[show.Struct]:
    """wp.getTags: blog, login, password."""
    call.need(3)
    _writer(call)
    return [
        {
            "tag_id": term.pk,
            "name": term.name,
            "count": term.count,
            "slug": term.slug,
            "html_url": permalinks.term_link(term),
            "rss_url": permalinks.feed_link(term),
        }
        for term in _all("post_tag", used=True)
    ]


def new_category(call: Call) -> int:
    """wp.newCategory: blog, login, password, struct -> the number; that of the one there is, where the name is taken."""
    call.need(4)
    user, given = call.sign_in(), call.struct(3)
    if not access.may(user, "edit_terms", "category"):
        raise refuse("You are not allowed to make categories.")
    name = plain(given.get("name")).strip()
    parent = whole(given.get("parent_id"))
    try:
        texts = {"slug": plain(given.get("slug")), "description": plain(given.get("description"))}
        return create_term("category", name, parent=parent, **texts).pk
    except ActionRefused as error:
        twin = Term.objects.filter(taxonomy="category", name__iexact=name, parent_id=parent).first() if name else None
        if twin is not None:
            return twin.pk
        raise Fault(500, " ".join(error.messages)) from None


def delete_category(call: Call) -> bool:
    """wp.deleteCategory: blog, login, password, number."""
    call.need(4)
    user = call.sign_in()
    term = Term.objects.filter(taxonomy="category", pk=call.number(3)).first()
    if term is None:
        raise refuse("You are not allowed to delete that: there is no category of that number.")
    return _delete(term, user)


def suggest_categories(call: Call) -> list[show.Struct]:
    """wp.suggestCategories: blog, login, password, letters of the name, how many at most."""
    call.need(4)
    _writer(call)
    part, most = clean_name(call.text(3)).lower(), abs(call.number(4))
    found = [term for term in _all("category") if part in term.name.lower()]
    return [{"category_id": term.pk, "category_name": term.name} for term in found[: most or None]]
