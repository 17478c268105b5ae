"""`make bluesky`: the module for Bluesky does its work with a real server (the PDS of @atproto/dev-env), each step judged.

The server is installed into a scratch folder, once; Node with a compiler is needed for this alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
SCRATCH: Final = Path(os.environ.get("WIREPRESS_BLUESKY") or Path(__file__).parents[3] / ".suites" / "bluesky")


def install() -> None:
    """Bring the server into the scratch folder, when it is not there in this version."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text()
    stamp = SCRATCH / ".installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.copyfile(HERE / "package.json", SCRATCH / "package.json")
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=SCRATCH, check=True)
        subprocess.run(["npm", "rebuild", "better-sqlite3"], cwd=SCRATCH, check=True)
        stamp.write_text(wanted)
    shutil.copyfile(HERE / "serve.mjs", SCRATCH / "serve.mjs")


@contextmanager
def serve() -> Iterator[dict[str, str]]:
    """Run the server; give its address and the account's handle and app password."""
    command = ["node", str(SCRATCH / "serve.mjs")]
    with subprocess.Popen(command, cwd=SCRATCH, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None and server.stdin is not None
        try:
            line = next((line for line in server.stdout if line.startswith('{"url"')), "")
            if not line:
                raise SystemExit("The server did not begin.")
            yield json.loads(line)
        finally:
            server.stdin.close()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def play(place: dict[str, str]) -> list[str]:
    """Return what went wrong, a line a step."""
    from tests.features.social.networks.cases import LINK, PICTURE, jpeg
    from wirepress.features.social.networks import errors
    from wirepress.features.social.networks.protocol import ConnectedAccount, Message, Prepared, ReplyTo
    from wirepress.features.social.networks.registry import find_network

    network = find_network("bluesky")
    fields = {"url": place["url"], "handle": place["handle"], "password": place["password"], "allow_private": "1"}
    grant = network.connect_token(fields)
    (profile,) = network.list_accounts(grant, allow_private=True)
    account = ConnectedAccount(
        "bluesky_x",
        "bluesky",
        profile.id,
        profile.handle,
        grant.secrets,
        options=profile.options,
        expires=grant.expires,
        allow_private=True,
    )
    wrong: list[str] = []

    def step(name: str, action: Callable[[], Any]) -> Any:
        try:
            found = action()
            assert found is not False
        except (errors.NetworkError, AssertionError) as error:
            wrong.append(name)
            print(f"FAILED  {name}: {getattr(error, 'answer', '') or error}")
            return None
        print(f"ok  {name}")
        return found

    def send(message: Message, key: str) -> Any:
        return network.send(account, message, network.prepare(account, message, key))

    step("the account is checked", lambda: network.check(account).handle == place["handle"])
    text = "Die Größe 👨‍👩‍👧‍👦 of the quay: @harbour.test #Häfen https://news.example/ä"
    message = Message(text, LINK, language="de")
    prepared = Prepared.from_json(json.loads(json.dumps(network.prepare(account, message, "a" * 20).as_json())))
    step("what was not sent is not found", lambda: network.look_up(account, message, prepared) is None)
    first = step("a post with a card goes out", lambda: network.send(account, message, prepared))
    step("a repeat is no change", lambda: network.send(account, message, prepared) == first)
    step("it is found", lambda: network.look_up(account, message, prepared) == first)
    picture = replace(PICTURE, body=jpeg(3000, 2000), width=0, height=0)
    step("pictures with texts", lambda: send(Message("Quay", LINK, pictures=[picture] * 4), "b" * 20))
    reply = step("an answer to it", lambda: send(Message("More", reply=ReplyTo("thread", first, first)), "c" * 20))
    step("an answer to the answer", lambda: send(Message("And more", reply=ReplyTo("thread", first, reply)), "d" * 20))

    def too_long() -> bool:
        try:
            send(Message("x" * 301), "e" * 20)
        except errors.TextRefused:
            return True
        return False

    step("a text that is too long is refused as a text", too_long)
    fresh = step("access is renewed", lambda: network.renew(account))
    step("the new access works", lambda: network.check(replace(account, secrets={**account.secrets, **fresh.secrets})))

    def used_up() -> bool:
        """An old refresh token is dead after its grace; the app password signs in anew."""
        return bool(network.renew(replace(account, secrets={**account.secrets, "refresh": "x.y.z"})).secrets["access"])

    step("a dead refresh token is made good by the app password", used_up)

    def refused() -> bool:
        try:
            network.check(replace(account, secrets={**account.secrets, "access": "x.y.z"}))
        except (errors.TokenExpired, errors.TokenRevoked):
            return True
        return False

    step("wrong access is named", refused)
    step("a post is deleted", lambda: network.delete(account, first) is None)
    step("and is gone", lambda: network.look_up(account, message, prepared) is None)
    step("deleting it again is no error", lambda: network.delete(account, first) is None)
    return wrong


def main() -> int:
    """Install, serve, play. Return the status for the shell."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"WIREPRESS_SITE": folder, "DJANGO_SETTINGS_MODULE": "wirepress.project.django"}
        import django

        django.setup()
        install()
        with serve() as place:
            wrong = play(place)
    print(f"{len(wrong)} steps failed: {', '.join(wrong)}" if wrong else "All steps went well.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
