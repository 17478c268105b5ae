"""Errors in words for people: never the text of a library, which speaks to programmers."""

from __future__ import annotations

import json
import ssl
from typing import Final

import httpcore
import httpx

INSIDE: Final = "something went wrong inside Wirepress; the server's log says what"
_ROOT: Final = __name__.partition(".")[0]


def describe_error(error: BaseException) -> str:
    """Return what an error says to people: the words of an error of our own, the system's word for a file or a connection that failed,
    and for every other one that the log has it."""
    if type(error).__module__.partition(".")[0] == _ROOT and str(error).strip():
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return INSIDE


def describe_json_error(error: ValueError) -> str:
    """Return where a JSON text is broken."""
    if isinstance(error, json.JSONDecodeError):
        return f"it breaks off or goes wrong in line {error.lineno}, column {error.colno}"
    return "it goes wrong somewhere"


def describe_fetch_error(error: BaseException) -> str:
    """Why a server gave no answer."""
    certificate = _certificate(error)
    if certificate:
        return certificate
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return "it did not answer in time"
    if isinstance(error, httpx.ConnectError | httpcore.ConnectError):
        return "there is no connection to the server: its name is not known, or it does not answer there"
    if isinstance(error, httpx.NetworkError | httpcore.NetworkError | OSError):
        return "the connection broke off"
    if isinstance(error, httpx.ProtocolError | httpcore.ProtocolError):
        return "the server does not answer as HTTP asks for"
    return "this is no address that can be fetched"


def _certificate(error: BaseException | None) -> str:
    """Return what is wrong with the server's certificate; "" when it was something else."""
    for _ in range(10):
        if error is None:
            return ""
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate cannot be trusted ({error.verify_message})"
        if isinstance(error, ssl.SSLError):
            return "no encrypted connection comes about"
        error = error.__cause__ or error.__context__
    return ""
