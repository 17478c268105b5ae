"""/xmlrpc.php over HTTP: calls by POST, a description of the interfaces (RSD) by GET."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.options import site
from wirepress.core.http.address import reader_address
from wirepress.settings.settings import get_settings
from wirepress.web.xmlrpc.call import SharedSignIn
from wirepress.web.xmlrpc.methods import call_method
from wirepress.web.xmlrpc.xml_codec import HEAD, Fault, encode_fault, encode_response, escape, parse_call

_TYPE = "text/xml; charset=UTF-8"


@csrf_exempt
def xmlrpc_view(request: HttpRequest) -> HttpResponse:
    """Answer /xmlrpc.php: calls by POST, the description of the interfaces by GET with ?rsd."""
    if request.method == "POST":
        return _answer_call(request)
    if "rsd" in request.GET:
        return HttpResponse(_rsd_document(), content_type=_TYPE)
    text = "XML-RPC server accepts POST requests only."  # by which writing programs know the address
    return HttpResponse(text, status=405, content_type="text/plain;charset=UTF-8", headers={"Allow": "POST"})


def _answer_call(request: HttpRequest) -> HttpResponse:
    try:
        name, args = parse_call(request.body)
        names = {header.lower(): value for header, value in request.headers.items()}
        address = reader_address(request.META.get("REMOTE_ADDR", ""), names, tuple(get_settings().trusted_proxies))
        return HttpResponse(
            encode_response(call_method(name, args, SharedSignIn(address, names.get("user-agent", "")))),
            content_type=_TYPE,
        )
    except RequestDataTooBig:
        return HttpResponse(encode_fault(Fault(413, "The request is too large.")), status=413, content_type=_TYPE)
    except Fault as fault:
        return HttpResponse(encode_fault(fault), content_type=_TYPE)


def _rsd_document() -> str:
    """Really Simple Discovery 1.0, in the lines of WordPress's own."""
    here = escape(site.home("/xmlrpc.php"))
    apis = "".join(
        f'\t\t\t<api name="{name}" blogID="1" preferred="{preferred}" apiLink="{here}" />\n'
        for name, preferred in (
            ("WordPress", "true"),
            ("Movable Type", "false"),
            ("MetaWeblog", "false"),
            ("Blogger", "false"),
        )
    )
    return (
        f'{HEAD.rstrip()}<rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd">\n\t<service>\n'
        "\t\t<engineName>WordPress</engineName>\n\t\t<engineLink>https://wordpress.org/</engineLink>\n"
        f"\t\t<homePageLink>{escape(site.home())}</homePageLink>\n\t\t<apis>\n{apis}"
        f'\t\t\t\t<api name="WP-API" blogID="1" preferred="false" apiLink="{escape(site.rest_url("/"))}" />\n'
        "\t\t\t</apis>\n\t</service>\n</rsd>\n\t"
    )
