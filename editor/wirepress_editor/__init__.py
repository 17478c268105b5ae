"""The built block editor: files for browsers, and a list of them. Wirepress serves them; nothing here runs on the server."""

from pathlib import Path

FOLDER = Path(__file__).with_name("dist")
