"""How a sitemap looks in a browser: a table of its addresses (XSLT 1.0). Ours, not WordPress's."""

from __future__ import annotations

from typing import Final

from wirepress.web.site.feeds.text import site_title
from wirepress.web.site.present.words import language

_SHEET: Final = """<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:map="http://www.sitemaps.org/schemas/sitemap/0.9"
  exclude-result-prefixes="map">
  <xsl:output method="html" encoding="UTF-8" />
  <xsl:template match="/">
    <html lang="{language}">
      <head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width" />
        <style>
          body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
          table {{ width: 100%; border-collapse: collapse; }}
          th, td {{ padding: .4rem; border-bottom: 1px solid #bbb; text-align: start; overflow-wrap: anywhere; }}
        </style>
      </head>
      <body>
        <h1>{title}</h1>
        <p><xsl:value-of select="count(/map:{root}/map:{entry})" /> addresses for search engines.</p>
        <table>
          <tr><th scope="col">Address</th><th scope="col">Changed</th></tr>
          <xsl:for-each select="/map:{root}/map:{entry}">
            <tr>
              <td><a href="{{map:loc}}"><xsl:value-of select="map:loc" /></a></td>
              <td><xsl:value-of select="map:lastmod" /></td>
            </tr>
          </xsl:for-each>
        </table>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
"""


def sheet(look: str) -> str:
    """The style sheet of the index or of a sitemap."""
    root, entry = ("sitemapindex", "sitemap") if look == "index" else ("urlset", "url")
    return _SHEET.format(language=language(), title=f"Sitemap of {site_title()}", root=root, entry=entry)
