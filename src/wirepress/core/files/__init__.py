"""Where uploaded files lie: Django storages with what WordPress's names and a web server need beside.

Names are paths below the uploads folder, with slashes: `2026/03/harbour.jpg`.
"""
