"""Terms of any taxonomy, and the older calls for categories and tags."""

from __future__ import annotations

from typing import Any

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.addresses import permalinks
from wirepress.content.terms import access, listing, taxonomies
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup.fields.save_filters import save_name
from wirepress.web.xmlrpc import meta, structs
from wirepress.web.xmlrpc.call import Call, refusal_of_rights, refusals_as_faults, to_int, to_text
from wirepress.web.xmlrpc.xml_codec import Fault


def _find_taxonomy(name: str) -> Taxonomy:
    found = taxonomies.get(name)
    if found is None:
        raise Fault(403, "There is no such taxonomy.")
    return found


def _find_term(taxonomy: str, number: int) -> Term:
    if not number:
        raise Fault(500, "A term has a number.")
    found = Term.objects.filter(taxonomy=taxonomy, pk=number).first()
    if found is None:
        raise Fault(404, "There is no term with that ID.")
    return found


def _parent(taxonomy: Taxonomy, given: dict[str, Any]) -> int:
    number = to_int(given.get("parent"))
    if not number:
        return 0
    if not taxonomy.hierarchical:
        raise Fault(403, "Terms of this taxonomy have no parents.")
    if not Term.objects.filter(taxonomy=taxonomy.name, pk=number).exists():
        raise Fault(403, "There is no parent term with that ID.")
    return number


def new_term(call: Call) -> str:
    """wp.newTerm: blog, login, password, struct -> the number, as text."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    taxonomy = _find_taxonomy(to_text(given.get("taxonomy")))
    if not access.may(user, "edit_terms", taxonomy.name):
        raise refusal_of_rights("You are not allowed to create terms of this taxonomy.")
    name = to_text(given.get("name")).strip()
    if not name:
        raise Fault(403, "A term needs a name.")
    with refusals_as_faults():
        texts = {"slug": to_text(given.get("slug")), "description": to_text(given.get("description"))}
        term = create_term(taxonomy.name, name, parent=_parent(taxonomy, given), **texts)
        meta.write_term_meta(term, given.get("custom_fields"), user)
    return str(term.pk)


def edit_term(call: Call) -> bool:
    """wp.editTerm: blog, login, password, number, struct."""
    call.require_args(5)
    user, given = call.sign_in(), call.struct(4)
    taxonomy = _find_taxonomy(to_text(given.get("taxonomy")))
    term = _find_term(taxonomy.name, call.number(3))
    if not access.may_edit(user, term):
        raise refusal_of_rights("You are not allowed to edit this term.")
    fields: dict[str, Any] = {
        name: to_text(given[name]) for name in ("name", "slug", "description") if given.get(name) is not None
    }
    if "name" in fields and not fields["name"].strip():
        raise Fault(403, "A term needs a name.")
    if parent := _parent(taxonomy, given):  # 0 moves nothing to the top (WordPress 7.1 behaviour)
        fields["parent"] = parent
    with refusals_as_faults():
        update_term(term, fields)
        meta.write_term_meta(term, given.get("custom_fields"), user)
    return True


def delete_taxonomy_term(call: Call) -> bool:
    """wp.deleteTerm: blog, login, password, taxonomy, number."""
    call.require_args(5)
    user = call.sign_in()
    return _delete(_find_term(_find_taxonomy(call.text(3)).name, call.number(4)), user)


def _delete(term: Term, user: User) -> bool:
    if not access.may_delete(user, term):
        raise refusal_of_rights("You are not allowed to delete this term.")
    with refusals_as_faults():
        delete_term(term)
    return True


def get_term(call: Call) -> structs.Struct:
    """wp.getTerm: blog, login, password, taxonomy, number."""
    call.require_args(5)
    user, taxonomy = call.sign_in(), _find_taxonomy(call.text(3))
    if not access.may(user, "assign_terms", taxonomy.name):
        raise refusal_of_rights("You are not allowed to choose terms of this taxonomy.")
    return structs.term(_find_term(taxonomy.name, call.number(4)), user)


def get_terms(call: Call) -> list[structs.Struct]:
    """wp.getTerms: blog, login, password, taxonomy, filter."""
    call.require_args(4)
    user, taxonomy, given = call.sign_in(), _find_taxonomy(call.text(3)), call.struct(4)
    if not access.may(user, "assign_terms", taxonomy.name):
        raise refusal_of_rights("You are not allowed to choose terms of this taxonomy.")
    orderby = to_text(given.get("orderby"))
    query = listing.TermQuery(
        taxonomy.name,
        search=to_text(given.get("search")),
        hide_empty=bool(given.get("hide_empty")),
        limit=abs(to_int(given.get("number"))),
        offset=abs(to_int(given.get("offset"))),
        orderby={"term_id": "id"}.get(orderby, orderby if orderby in ("slug", "count", "id") else "name"),
        order="desc" if to_text(given.get("order")).lower() == "desc" else "asc",
    )
    return [structs.term(term, user) for term in listing.find_terms(query)[0]]


def _find_terms(taxonomy: str, *, used: bool = False) -> list[Term]:
    return listing.find_terms(listing.TermQuery(taxonomy, limit=0, hide_empty=used))[0]


def _writer(call: Call, place: int = 1) -> User:
    user = call.sign_in(place)
    if not user.can("edit_posts"):
        raise refusal_of_rights("Only users who may write here can see that.")
    return user


def get_categories(call: Call) -> list[structs.Struct]:
    """wp.getCategories, metaWeblog.getCategories: blog, login, password."""
    call.require_args(3)
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
        for term in _find_terms("category")
    ]


def get_category_list(call: Call) -> list[structs.Struct]:
    """mt.getCategoryList: blog, login, password."""
    call.require_args(3)
    _writer(call)
    return [{"categoryId": term.pk, "categoryName": term.name} for term in _find_terms("category")]


def get_tags(call: Call) -> list[structs.Struct]:
    """wp.getTags: blog, login, password."""
    call.require_args(3)
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
        for term in _find_terms("post_tag", used=True)
    ]


def new_category(call: Call) -> int:
    """wp.newCategory: blog, login, password, struct -> the number; that of the one there is, where the name is taken."""
    call.require_args(4)
    user, given = call.sign_in(), call.struct(3)
    if not access.may(user, "edit_terms", "category"):
        raise refusal_of_rights("You are not allowed to create categories.")
    name = to_text(given.get("name")).strip()
    parent = to_int(given.get("parent_id"))
    try:
        texts = {"slug": to_text(given.get("slug")), "description": to_text(given.get("description"))}
        return create_term("category", name, parent=parent, **texts).pk
    except ActionRefused as error:
        twin = Term.objects.filter(taxonomy="category", name__iexact=name, parent_id=parent).first() if name else None
        if twin is not None:
            return twin.pk
        raise Fault(500, " ".join(error.messages)) from None


def delete_category(call: Call) -> bool:
    """wp.deleteCategory: blog, login, password, number."""
    call.require_args(4)
    user = call.sign_in()
    term = Term.objects.filter(taxonomy="category", pk=call.number(3)).first()
    if term is None:
        raise refusal_of_rights("There is no category with that ID that you may delete.")
    return _delete(term, user)


def suggest_categories(call: Call) -> list[structs.Struct]:
    """wp.suggestCategories: blog, login, password, letters of the name, how many at most."""
    call.require_args(4)
    _writer(call)
    part, most = save_name(call.text(3)).lower(), abs(call.number(4))
    found = [term for term in _find_terms("category") if part in term.name.lower()]
    return [{"category_id": term.pk, "category_name": term.name} for term in found[: most or None]]
