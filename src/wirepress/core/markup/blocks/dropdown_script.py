"""A select that leads to the chosen address: its little script, written for this project."""

from __future__ import annotations

from typing import Final

from wirepress.core.php.json import encode

# Escape closes the list without leaving the page, so that people who go through it by keyboard are not carried away.
_SCRIPT: Final = """<script>
(function (id, home) {
	var list = document.getElementById(id), stay = false;
	function go() {
		var value = list.value, url;
		if (stay || !value || value === '-1') { return; }
		if (home) {
			url = new URL(home);
			url.searchParams.set(list.name, value);
			value = url.href;
		}
		location.href = value;
	}
	list.addEventListener('keyup', function (event) { stay = event.key === 'Escape'; });
	list.addEventListener('click', function () { stay = false; });
	list.addEventListener('change', function () { setTimeout(go, 250); });
})(%s);
</script>"""


def leading_script(element_id: str, home: str = "") -> str:
    """Return the script of a select. `home`: values are query values of this address, else addresses themselves."""
    words = encode([element_id, home]).decode("ascii").replace("<", "\\u003c")
    return _SCRIPT % words[1:-1]
